import { runMocha } from "./harness.ts";

/** Called by VS Code's extension host. */
export function run(): Promise<void> {
  return runMocha(() => import("./installed.test.ts"));
}
