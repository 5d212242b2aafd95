import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { mergeCatalogFiles } from "../engine/src/catalog/merge.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

export const catalogFolder = join(root, "engine", "catalog");
export const catalogOutput = join(root, "engine", "src", "catalog", "catalog.generated.json");

/** The text of the compiled catalogue: every YAML file of `engine/catalog/`, merged in the order of paths. */
export function compileCatalog(): string {
  const files = readdirSync(catalogFolder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => file.split(sep).join("/"))
    .sort();
  const merged = mergeCatalogFiles(
    files.map((file) => ({ file, text: readFileSync(join(catalogFolder, file), "utf8") })),
  );
  if (merged.problems.length > 0) throw new Error(merged.problems.join("\n"));
  return `${JSON.stringify(merged.catalog)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(dirname(catalogOutput), { recursive: true });
  writeFileSync(catalogOutput, compileCatalog());
  console.log(`wrote ${relative(root, catalogOutput)}`);
}
