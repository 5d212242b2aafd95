import type { FlowFile } from "./file-facts.ts";

/** Whether an entry of the catalogue is about the language of a file. */
export function isForLanguageOf(file: FlowFile, entry: { readonly language?: string }): boolean {
  if (entry.language === undefined) return true;
  const { language } = file.ir;
  return entry.language === (language === "python" || language === "go" ? language : "javascript");
}
