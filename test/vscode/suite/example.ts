import { runMocha } from "./harness.ts";

/** Called by VS Code's extension host. */
export function run(): Promise<void> {
  return runMocha(async () => {
    await import("./activation.test.ts");
    await import("./diagnostics.test.ts");
    await import("./fixes.test.ts");
    await import("./reading.test.ts");
    await import("./notebook.test.ts");
    await import("./freshness.test.ts");
    await import("./audit.test.ts");
  });
}
