import { writeFileSync } from "node:fs";
import { join } from "node:path";

declare const SUITE_NAME: string;
declare const ROOT: string;

/** The repository's root, known when the suite is bundled. */
export const root = ROOT;

/**
 * Runs tests with mocha inside the extension host, prints them and leaves the counts in `out/test/`.
 * @throws when a test failed, which is how VS Code learns of it
 */
export async function runMocha(load: () => Promise<unknown>): Promise<void> {
  const { default: Mocha } = await import("mocha");
  const mocha = new Mocha({ ui: "bdd", timeout: 60_000, reporter: "min" });
  const say = (line: string) => console.log(`[test] ${line}`);
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  await load();
  const counts = { passed: 0, failed: 0, skipped: 0 };
  await new Promise<void>((resolve) => {
    const runner = new Mocha.Runner(mocha.suite, { delay: false });
    runner.on("pass", (test) => {
      counts.passed += 1;
      say(`  ✔ ${test.fullTitle()} (${test.duration ?? 0} ms)`);
    });
    runner.on("pending", (test) => {
      counts.skipped += 1;
      say(`  - ${test.fullTitle()}`);
    });
    runner.on("fail", (test, error: unknown) => {
      counts.failed += 1;
      say(`  ✘ ${test.fullTitle()}`);
      for (const line of String(error instanceof Error ? (error.stack ?? error.message) : error).split("\n"))
        say(`      ${line}`);
    });
    runner.run(() => resolve());
  });
  writeFileSync(join(ROOT, "out", "test", `${SUITE_NAME}.json`), JSON.stringify(counts));
  if (counts.failed > 0 || counts.passed === 0) throw new Error(`${counts.failed} tests failed`);
}
