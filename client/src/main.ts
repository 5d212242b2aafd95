import type { ExtensionContext } from "vscode";
import type { PromptVeilApi } from "./extension.ts";
import { forkServer, type ServerProgram } from "./server-process.ts";

/**
 * Called by VS Code once, when a document of ours opens or a command of ours runs. The server is started before the
 * client's own code is loaded, so that both get ready at the same time.
 */
export async function activate(extension: ExtensionContext): Promise<PromptVeilApi> {
  const begun = performance.now();
  const storage = extension.globalStorageUri;
  const program: ServerProgram = {
    folder: extension.asAbsolutePath("dist"),
    codeCache: storage.scheme === "file" ? `${storage.fsPath}/code` : undefined,
  };
  const child = forkServer(program);
  const { activateFeatures } = await import("./extension.ts");
  return activateFeatures(extension, { program, child, begun });
}

/** Called by VS Code when it shuts down or the extension is disabled. */
export async function deactivate(): Promise<void> {
  const { stopServer } = await import("./extension.ts");
  await stopServer();
}
