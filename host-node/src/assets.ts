import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** Reads an asset by the name under which the engine asks for it. */
export type AssetReader = (name: string) => Promise<Uint8Array>;

/**
 * Reads assets from a folder, by default `assets/` beside the bundle; run from source, where there is no such
 * folder, from the packages that they come from and from `engine/assets/`.
 */
export function createAssetReader(folder?: string): AssetReader {
  const base = folder ?? fileURLToPath(new URL("./assets/", import.meta.url));
  const bundled = existsSync(base);
  return async (name) => {
    if (!/^[\w.-]+$/.test(name)) throw new Error(`not the name of an asset: ${name}`);
    const path = bundled ? `${base.replace(/[\\/]$/, "")}/${name}` : sourceOf(name);
    try {
      return await readFile(path);
    } catch {
      throw new Error(`the asset ${name} is missing from this installation of PromptVeil`);
    }
  };
}

function sourceOf(name: string): string {
  const require = createRequire(import.meta.url);
  if (name === "tree-sitter.wasm") return require.resolve("web-tree-sitter/web-tree-sitter.wasm");
  if (name.startsWith("tree-sitter-")) return require.resolve(`@vscode/tree-sitter-wasm/wasm/${name}`);
  return fileURLToPath(new URL(`../../engine/assets/${name}`, import.meta.url));
}
