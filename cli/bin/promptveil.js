#!/usr/bin/env node
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [command, transport] = process.argv.slice(2);
// Editors wait for the server: it starts without the rest of the command line being loaded first.
const isServer = command === "lsp" && transport === "--stdio";
const built = new URL(`../../dist/${isServer ? "server" : "cli"}.js`, import.meta.url);
if (existsSync(fileURLToPath(built))) {
  await import(built.href);
} else {
  process.stderr.write("promptveil is not built yet: run `npm run build` in its repository first.\n");
  process.exitCode = 2;
}
