import { type ExitCode, exitCodes, UsageError } from "../exit-code.ts";

/** `promptveil lsp --stdio`: becomes the language server; the connection keeps the process alive. */
export async function lspCommand(options: { readonly stdio?: boolean }): Promise<ExitCode> {
  if (options.stdio !== true) throw new UsageError("Use promptveil lsp --stdio; no other transport is offered.");
  // The server is a bundle of its own, shared with the extension; it starts when it is loaded.
  await import(new URL("./server.js", import.meta.url).href);
  return exitCodes.clean;
}
