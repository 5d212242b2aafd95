import { runServer } from "./run.ts";

runServer(process.argv.includes("--stdio") ? "stdio" : "ipc");
