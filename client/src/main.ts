import type { ExtensionContext } from "vscode";
import type { PromptVeilApi } from "./extension.ts";
import { forkServer, type ServerProgram } from "./server-process.ts";

/**
 * Called by VS Code once, when a document of ours opens or a command of ours runs. The client's own code is loaded
 * first: on a busy machine a server that starts meanwhile doubles what that takes, and all extensions wait for it.
 */
export async function activate(extension: ExtensionContext): Promise<PromptVeilApi> {
  const begun = performance.now();
  const storage = extension.globalStorageUri;
  const program: ServerProgram = {
    folder: extension.asAbsolutePath("dist"),
    codeCache: storage.scheme === "file" ? `${storage.fsPath}/code` : undefined,
  };
  const { activateFeatures } = await import("./extension.ts");
  const child = forkServer(program);
  return activateFeatures(extension, { program, child, begun });
}

/** Called by VS Code when it shuts down or the extension is disabled. */
export async function deactivate(): Promise<void> {
  const { stopServer } = await import("./extension.ts");
  await stopServer();
}
