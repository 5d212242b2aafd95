export * from "./lowered-pack.ts";
export * from "./lowering-workers.ts";
