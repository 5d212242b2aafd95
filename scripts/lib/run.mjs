import { spawn } from "node:child_process";
import { root } from "./paths.mjs";

/** Runs a program in the repository's root with this terminal; gives its exit code, 127 where it cannot start. */
export function run(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
    child.on("error", (error) => {
      console.error(`${command}: ${error.message}`);
      done(127);
    });
    child.on("exit", (code, signal) => done(signal === null ? (code ?? 1) : 1));
  });
}

/** Runs a script or a package's program with this Node.js, so that no shell or `npx` stands between. */
export function runNode(args, options = {}) {
  return run(process.execPath, args, options);
}
