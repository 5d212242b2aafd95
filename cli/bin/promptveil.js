#!/usr/bin/env node
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const [command, transport] = process.argv.slice(2);
// Editors wait for the server: it starts without the rest of the command line being loaded first.
const isServer = command === "lsp" && transport === "--stdio";
const built = fileURLToPath(new URL(`../../dist/${isServer ? "server" : "cli"}.js`, import.meta.url));
if (existsSync(built)) {
  // Imported, the whole program would be searched for names that it exports, which takes longer than to load it.
  createRequire(import.meta.url)(built);
} else {
  process.stderr.write("promptveil is not built yet: run `npm run build` in its repository first.\n");
  process.exitCode = 2;
}
