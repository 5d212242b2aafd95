import { once } from "node:events";
import { parentPort, workerData } from "node:worker_threads";
import type { LoweredFile } from "@promptveil/engine";
import { createAnalysis } from "./analysis.ts";
import { takeBatches } from "./batches.ts";
import { createPolicies } from "./policies.ts";
import { analyzeBatch, type WorkerMessage, type WorkerSetup } from "./threads.ts";

const { options, names, work, thread } = workerData as WorkerSetup;
const port = parentPort;
if (port === null) throw new Error("this program runs as a worker of promptveil");
const tell = (message: WorkerMessage): void => port.postMessage(message);

async function help(main: NonNullable<typeof port>): Promise<void> {
  const told = once(main, "message") as Promise<[readonly LoweredFile[]]>;
  const analysis = await createAnalysis(options, createPolicies(options.cwd, options.config));
  const lowered: LoweredFile[] = [];
  for (const { start, end } of takeBatches(work, "lower", thread))
    lowered.push(...analysis.lower(names.slice(start, end)));
  tell({ lowered });
  const [others] = await told;
  analysis.link([...lowered, ...others]);
  for (const { index, start, end } of takeBatches(work, "analyze", thread)) {
    tell({ batch: index, outcomes: await analyzeBatch(analysis, names.slice(start, end)) });
  }
  tell({ done: analysis.traces() });
}

void help(port);
