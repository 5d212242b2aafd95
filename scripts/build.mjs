import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { assets, bundleOptions, bundles, readAsset } from "./lib/bundles.mjs";
import { fromRoot } from "./lib/paths.mjs";

const sourceMaps = process.argv.includes("--sourcemap");

/** Whether a workspace has sources of its own yet. */
function hasSources(part) {
  const folder = fromRoot(part, "src");
  return existsSync(folder) && readdirSync(folder, { recursive: true }).some((file) => String(file).endsWith(".ts"));
}

/**
 * esbuild leaves characters beyond ASCII in regular expressions as they are; escaped, they mean the same. A program of
 * ASCII alone is read in half the memory, and without being decoded.
 */
function escapeBeyondAscii(file) {
  const text = readFileSync(file, "utf8");
  const escaped = text.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  if (escaped !== text) writeFileSync(file, escaped);
}

rmSync(fromRoot("dist"), { recursive: true, force: true });
mkdirSync(fromRoot("dist/assets"), { recursive: true });
for (const asset of assets) writeFileSync(fromRoot("dist/assets", asset.name), readAsset(asset));

const due = bundles.filter((bundle) => hasSources(bundle.part));
for (const bundle of due) {
  if (!existsSync(fromRoot(bundle.entry))) throw new Error(`${bundle.part} has sources but no ${bundle.entry}`);
}
await Promise.all(
  due.map((bundle) =>
    build({
      ...bundleOptions,
      entryPoints: [fromRoot(bundle.entry)],
      outfile: fromRoot("dist", `${bundle.name}.js`),
      external: bundle.external,
      minifyIdentifiers: bundle.minifyIdentifiers ?? bundleOptions.minifyIdentifiers,
      sourcemap: sourceMaps,
    }),
  ),
);
for (const bundle of sourceMaps ? [] : due) escapeBeyondAscii(fromRoot("dist", `${bundle.name}.js`));
for (const bundle of due) {
  const kilobytes = Math.round(statSync(fromRoot("dist", `${bundle.name}.js`)).size / 1024);
  console.log(`dist/${bundle.name}.js  ${kilobytes} KB`);
}
