import { PolicyTemplateRequest } from "@promptveil/protocol";
import { commands, Uri, type WorkspaceFolder, window, workspace } from "vscode";
import type { ClientContext } from "../context.ts";
import { text } from "../text.ts";
import { commandIds } from "./ids.ts";

async function pickFolder(): Promise<WorkspaceFolder | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) void window.showInformationMessage(text.noFolder());
  if (folders.length <= 1) return folders[0];
  return window.showWorkspaceFolderPick({ placeHolder: text.pickFolder() });
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** "Create Policy File": a commented `.promptveil.yml` in the folder; an existing one is opened instead. */
export function registerCreatePolicy({ client, own }: ClientContext): void {
  const create = async (): Promise<void> => {
    const folder = await pickFolder();
    if (!folder) return;
    const uri = Uri.joinPath(folder.uri, ".promptveil.yml");
    if (await exists(uri)) {
      void window.showInformationMessage(text.policyExists());
    } else {
      const template: PolicyTemplateRequest.Result = await client.sendRequest(PolicyTemplateRequest.method, {});
      await workspace.fs.writeFile(uri, new TextEncoder().encode(template.text));
    }
    await window.showTextDocument(uri);
  };
  own(commands.registerCommand(commandIds.createPolicy, create));
}
