import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { EngineHost } from "../../engine/src/model/index.ts";

const require = createRequire(import.meta.url);

/** An engine host for tests: assets out of `node_modules`, and files from a map. */
export function testHost(files: Readonly<Record<string, string>> = {}): EngineHost {
  return {
    async asset(name) {
      if (name === "tree-sitter.wasm") return readFile(require.resolve("web-tree-sitter/web-tree-sitter.wasm"));
      if (name.startsWith("tree-sitter-")) return readFile(require.resolve(`@vscode/tree-sitter-wasm/wasm/${name}`));
      return readFile(new URL(`../../engine/assets/${name}`, import.meta.url));
    },
    readText: (file) => files[file],
    now: () => performance.now(),
  };
}
