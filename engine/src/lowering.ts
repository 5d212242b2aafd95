import { lowerFile } from "./analysis/lower-file.ts";
import type { CodeLanguage } from "./documents/document.ts";
import { loadSyntax } from "./documents/syntax.ts";
import type { EngineHost, FileInput, LoweredFile } from "./model/index.ts";

/**
 * Loads what it takes to lower code of these languages, which is a small part of the engine: for threads that do
 * nothing else. What is given back lowers one file, or takes it from the host's cache; `undefined` for what is no code.
 * @throws when the host lacks an asset
 */
export async function loadLowering(
  host: EngineHost,
  languages: readonly CodeLanguage[],
): Promise<(input: FileInput) => LoweredFile | undefined> {
  const syntax = await loadSyntax(host, languages);
  return (input) => lowerFile(host, syntax, input);
}

export { documentKind, languagesOf } from "./documents/kind.ts";
