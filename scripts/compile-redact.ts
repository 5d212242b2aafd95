// npm run redact: writes the runtime library out of the engine's recognizers.
import { readFileSync, writeFileSync } from "node:fs";
import { helperText } from "../engine/src/fixes/helpers/index.ts";

/** The generated files of the `redact` workspace, by path from the root. */
export const redactFiles: Readonly<Record<string, string>> = {
  "redact/src/redact.generated.ts": helperText({ language: "typescript", engine: "built-in", syntax: "esm" }),
  "redact/python/promptveil_redact.py": helperText({ language: "python", engine: "built-in" }),
};

/** The generated files that differ from what the recognizers give now. */
export function staleRedactFiles(): string[] {
  return Object.entries(redactFiles)
    .filter(([path, text]) => {
      try {
        return readFileSync(new URL(`../${path}`, import.meta.url), "utf8") !== text;
      } catch {
        return true;
      }
    })
    .map(([path]) => path);
}

if (process.argv[1]?.endsWith("compile-redact.ts")) {
  for (const path of staleRedactFiles()) {
    writeFileSync(new URL(`../${path}`, import.meta.url), redactFiles[path]!);
    console.log(`wrote ${path}`);
  }
}
