// npm test [layer…]: every layer, or the named ones. With --full, tests that sample in a plain run try everything:
// every prefix of every program, thousands of random ones. A layer that needs a program of its own writes its
// counts, {"passed","failed","skipped"}, as JSON to the file that the environment variable TEST_COUNTS names.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromRoot } from "./lib/paths.mjs";
import { runNode } from "./lib/run.mjs";
import { describeMissing, missingPrograms } from "./lib/system.mjs";

const counts = mkdtempSync(join(tmpdir(), "promptveil-test-"));

/** A layer that is one command: it passes or it fails. */
function command(args) {
  return async () => {
    const code = await runNode(args);
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  };
}

/** A layer that counts its own tests. */
function counting(name, args) {
  return async () => {
    const file = join(counts, `${name}.json`);
    const code = await runNode(args, { env: { ...process.env, TEST_COUNTS: file } });
    const result = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { passed: 0, failed: 0, skipped: 0 };
    if (code !== 0 && result.failed === 0) result.failed = 1;
    return result;
  };
}

function mocha(name, ...args) {
  const program = [fromRoot("node_modules/mocha/bin/mocha.js"), "--reporter", fromRoot("scripts/mocha-reporter.cjs")];
  return counting(name, [...program, ...args]);
}

function holdsTests(folder) {
  return existsSync(fromRoot(folder)) && readdirSync(fromRoot(folder)).length > 0;
}

const unitTests = ["engine", "protocol", "host-node", "server", "client", "cli", "redact"]
  .filter((part) => existsSync(fromRoot(part, "src")))
  .map((part) => `${part}/src/**/*.test.ts`)
  .concat("scripts/**/*.test.ts", "syntaxes/test/*.test.ts", "test/vscode/host/*.test.ts");
const acrossPackages = ["--no-config", "--import=tsx", "--timeout", "180000"];
const layers = [
  { name: "build", run: command(["scripts/build.mjs"]) },
  { name: "typecheck", run: command(["scripts/typecheck.mjs"]) },
  { name: "lint", run: command([fromRoot("node_modules/@biomejs/biome/bin/biome"), "check", "."]) },
  { name: "unit", run: mocha("unit", ...unitTests) },
  {
    name: "lsp",
    folder: "test/lsp",
    run: mocha("lsp", ...acrossPackages, "test/lsp/**/*.test.ts"),
  },
  {
    name: "cli",
    folder: "test/cli",
    run: mocha("cli", ...acrossPackages, "test/cli/**/*.test.ts"),
  },
  { name: "vscode", folder: "test/vscode", run: counting("vscode", ["--import", "tsx", "test/vscode/run.ts"]) },
];

const isFull = process.argv.includes("--full");
if (isFull) process.env.PROMPTVEIL_FULL = "1";
const wanted = process.argv.slice(2).filter((argument) => argument !== "--full");
for (const name of wanted) {
  if (!layers.some((layer) => layer.name === name)) {
    console.error(`There is no layer ${name}. Layers: ${layers.map((layer) => layer.name).join(", ")}`);
    process.exit(2);
  }
}
const missing = wanted.length === 0 ? missingPrograms() : [];
if (missing.length > 0) {
  console.error(describeMissing(missing));
  process.exit(1);
}

/** What runs the built programs needs them built. */
const needsBuild = (layer) => layer.folder !== undefined && wanted.includes(layer.name);
const chosen = layers.filter(
  (layer) =>
    (wanted.length === 0 || wanted.includes(layer.name) || (layer.name === "build" && layers.some(needsBuild))) &&
    (layer.folder === undefined || holdsTests(layer.folder)),
);
const total = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
const results = new Map();
for (const layer of chosen) {
  console.log(`\n== ${layer.name}`);
  const started = performance.now();
  const unbuilt = layer.folder !== undefined && results.get("build")?.failed > 0;
  if (unbuilt) console.error("Not run: the build failed.");
  const result = unbuilt ? { passed: 0, failed: 1, skipped: 0 } : await layer.run();
  results.set(layer.name, result);
  if (result.passed + result.failed === 0) {
    console.error(`No test of the layer ${layer.name} ran.`);
    result.failed = 1;
  }
  for (const key of Object.keys(total)) total[key] += result[key];
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const { passed, failed, skipped } = result;
  lines.push(`${layer.name.padEnd(10)} ${passed} passed, ${failed} failed, ${skipped} skipped  (${seconds} s)`);
}
rmSync(counts, { recursive: true, force: true });
console.log(`\n${lines.join("\n")}\n`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
