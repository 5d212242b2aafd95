import { runCli } from "./run.ts";
import { processTerminal } from "./terminal.ts";

// A reader that has seen enough, such as `head`, closes the pipe; that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

void runCli(process.argv.slice(2), processTerminal()).then((code) => {
  process.exitCode = code;
});
