import { createRequire } from "node:module";
import { runWithCodeCache } from "@promptveil/host-node/code-cache";
import type { ExtensionContext } from "vscode";
import type { PromptVeilApi } from "./extension.ts";
import { forkServer, type ServerProgram } from "./server-process.ts";

type Features = typeof import("./extension.ts");

let features: Features | undefined;

/**
 * Called by VS Code once, when a document of ours opens or a command of ours runs. The client's own code, a bundle of its
 * own, is loaded first: on a busy machine a server that starts meanwhile doubles what that takes, and all extensions
 * wait for it.
 */
export async function activate(extension: ExtensionContext): Promise<PromptVeilApi> {
  const begun = performance.now();
  const folder = extension.asAbsolutePath("dist");
  const storage = extension.globalStorageUri;
  const kept = storage.scheme === "file" ? storage.fsPath : undefined;
  features = loadFeatures(`${folder}/extension.js`, kept && `${kept}/client-code`);
  const program: ServerProgram = { folder, codeCache: kept && `${kept}/code` };
  return features.activateFeatures(extension, { program, child: forkServer(program), begun });
}

/** With the code that an earlier start compiled, where there is a folder for it: that halves what loading takes. */
function loadFeatures(file: string, codeCache: string | undefined): Features {
  const loaded: unknown =
    codeCache === undefined ? createRequire(import.meta.url)(file) : runWithCodeCache({ file, folder: codeCache });
  return loaded as Features;
}

/** Called by VS Code when it shuts down or the extension is disabled. */
export async function deactivate(): Promise<void> {
  await features?.stopServer();
}
