import { fromRoot } from "./lib/paths.mjs";
import { runNode } from "./lib/run.mjs";

const compiler = fromRoot("node_modules/typescript/bin/tsc");
for (const project of ["engine", "."]) {
  const code = await runNode([compiler, "-p", project]);
  if (code !== 0) process.exitCode = code;
}
