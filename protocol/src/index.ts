export * from "./audit.ts";
export * from "./explain.ts";
export * from "./policy.ts";
export * from "./preview.ts";
export * from "./settings.ts";
export * from "./severity.ts";
export * from "./status.ts";
export * from "./visible.ts";
