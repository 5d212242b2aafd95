export { runServer } from "./run.ts";
export { type ServerOptions, startServer } from "./start.ts";
