import { setFlagsFromString } from "node:v8";
import { runCli } from "./run.ts";
import { processTerminal } from "./terminal.ts";

// Left alone, the collector lets garbage grow to several times what a scan holds before it looks at it.
setFlagsFromString("--heap-growing-percent=25");

// A reader that has seen enough, such as `head`, closes the pipe; that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

void runCli(process.argv.slice(2), processTerminal()).then((code) => {
  process.exitCode = code;
});
