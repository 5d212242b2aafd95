import { parentPort, workerData } from "node:worker_threads";
import { type Analysis, createAnalysis } from "./analysis.ts";
import { createPolicies } from "./policies.ts";
import type { WorkerSetup } from "./scan.ts";

const { options, names } = workerData as WorkerSetup;
const port = parentPort;
if (port === null) throw new Error("this program runs as a worker of promptveil");

let ready: Promise<Analysis> | undefined;

/** Every worker knows every file, for data flows from one into another; each analyses its own. */
async function prepare(): Promise<Analysis> {
  const analysis = await createAnalysis(options, createPolicies(options.cwd, options.config));
  analysis.preload(names);
  return analysis;
}

port.on("message", async (batch: readonly string[]) => {
  ready ??= prepare();
  const analysis = await ready;
  port.postMessage(
    batch.map((name) => {
      const outcome = analysis.analyze(name);
      analysis.release(name);
      return outcome;
    }),
  );
});
