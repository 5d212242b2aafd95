import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import type { EngineHost, FactCache, FileInput, LoweredFile } from "@promptveil/engine";
import { languagesOf, loadLowering } from "@promptveil/engine/lowering";
import { createNodeHost } from "../engine-host.ts";
import { readKeptFile, writeKeptFile } from "../kept-file.ts";
import { pathOf } from "../paths.ts";
import { readFileText } from "../read-file.ts";
import { createSharedMemory } from "../shared-memory.ts";
import { type LoweredPack, packFrom, packParts } from "./lowered-pack.ts";
import type { KeptLowering, LoweringResult, LoweringTask } from "./lowering-workers.ts";

const port = parentPort;
if (port === null) throw new Error("this program runs as a worker of promptveil");

/** What an editor does for its user comes first. Only Linux gives each thread a priority of its own. */
const nice = 10;
if (process.platform === "linux") {
  try {
    setPriority(nice);
  } catch {}
}

const allocate = createSharedMemory();
/** Under what the engine asked for the file that is lowered now, and whether it was there. */
let asked: { key: string; found: boolean } | undefined;
let pack: { readonly path: string; readonly lowered: LoweredPack | undefined } | undefined;
const loaded = new Map<string, Promise<(input: FileInput) => LoweredFile | undefined>>();

const cache: FactCache = {
  get(key) {
    const place = pack?.lowered?.places.get(key);
    asked = { key, found: place !== undefined };
    return place && pack!.lowered!.bytes.subarray(place[0], place[0] + place[1]);
  },
  set: (key) => {
    // A kept file that the engine could not use counts as absent.
    asked = { key, found: false };
  },
};
const host: EngineHost = { ...createNodeHost({ root: "/" }), cache, allocate };

function openPack(path: string): void {
  if (pack?.path === path) return;
  const bytes = readKeptFile(path);
  pack = { path, lowered: bytes && packFrom(bytes) };
}

async function lowerAll({ root, names, kept, maxBytes }: Extract<LoweringTask, { names: unknown }>) {
  if (kept !== undefined) openPack(kept);
  const lowered: KeptLowering[] = [];
  const failed: string[] = [];
  for (const name of names) {
    const read = readFileText(pathOf(root, name), { maxBytes });
    if (!("text" in read)) continue;
    const lower = await loweringOf(name);
    try {
      asked = undefined;
      const made = lower({ file: name, text: read.text });
      if (made && asked) lowered.push({ ...made, ...(asked as { key: string; found: boolean }) });
    } catch {
      failed.push(name);
    }
  }
  return { lowered, failed };
}

/** Each grammar is loaded when a file of its language comes. */
function loweringOf(name: string) {
  const languages = languagesOf([name]);
  const lowering = loaded.get(languages.join()) ?? loadLowering(host, languages);
  loaded.set(languages.join(), lowering);
  return lowering;
}

port.on("message", async (task: LoweringTask) => {
  const result: LoweringResult =
    "names" in task ? await lowerAll(task) : writeKeptFile(task.keep, packParts(task.entries));
  port.postMessage(result);
});
