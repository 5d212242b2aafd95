import { runServer } from "./run.ts";

runServer(process.argv.includes("--stdio") || process.send === undefined ? "stdio" : "ipc");
