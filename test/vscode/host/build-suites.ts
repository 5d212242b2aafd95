import { join } from "node:path";
import { build } from "esbuild";
import { suites } from "../suites.ts";

/** Bundles each extension-host suite into one file that VS Code's extension host can load. */
export async function buildSuites(root: string, out: string): Promise<void> {
  await Promise.all(
    suites.map((suite) =>
      build({
        entryPoints: [join(root, "test", "vscode", "suite", suite.entry)],
        outfile: join(out, `${suite.name}.cjs`),
        bundle: true,
        platform: "node",
        target: "node20",
        format: "cjs",
        external: ["vscode", "mocha"],
        define: { SUITE_NAME: JSON.stringify(suite.name), ROOT: JSON.stringify(root) },
        logLevel: "warning",
        sourcemap: "inline",
      }),
    ),
  );
}
