// npm run package [-- FILE]: builds and packs the extension into one VSIX, by default `promptveil.vsix`.
import { createRequire } from "node:module";
import { fromRoot } from "./lib/paths.mjs";
import { runNode } from "./lib/run.mjs";

const require = createRequire(import.meta.url);
const target = process.argv[2] ?? "promptveil.vsix";
const vsce = require.resolve("@vscode/vsce/vsce");

// The workspaces are bundled, so nothing of `node_modules` is packed; links in the README stay as they are.
const flags = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links", "--out", target];
const code = (await runNode([fromRoot("scripts/build.mjs")])) || (await runNode([vsce, "package", ...flags]));
process.exit(code);
