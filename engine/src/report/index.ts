export * from "./github.ts";
export * from "./markdown.ts";
export * from "./report.ts";
export * from "./sarif.ts";
export * from "./text.ts";
