import { basename, dirname, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import type { ClassifiedPiece } from "@promptveil/engine";
import type { ModelFiles } from "./model-files.ts";

/** What comes back for a text. */
export type ModelAnswer = { readonly pieces: readonly ClassifiedPiece[] } | { readonly problem: string };

interface Tensor {
  readonly dims: readonly number[];
  readonly data: ArrayLike<number | bigint>;
}

interface Tokenizer {
  (text: string, options: { truncation: boolean; max_length: number }): Promise<{ readonly input_ids: Tensor }>;
  decode(ids: readonly number[], options: object): string;
  readonly model_max_length?: number;
}

interface Model {
  (inputs: object): Promise<{ readonly logits: Tensor }>;
  readonly config: {
    readonly id2label?: Readonly<Record<string, string>>;
    readonly max_position_embeddings?: number;
  };
}

/** The part of `@huggingface/transformers` (3 and 4) that is used. */
interface Runtime {
  readonly env: Record<string, unknown>;
  readonly AutoTokenizer: { from_pretrained(name: string, options: object): Promise<Tokenizer> };
  readonly AutoModelForTokenClassification: { from_pretrained(name: string, options: object): Promise<Model> };
}

/** Pieces that a model is handed when it does not say how many it takes. */
const usualPieces = 512;

const files = workerData as ModelFiles;
const port = parentPort;
if (port === null) throw new Error("this program runs as a worker of promptveil");

async function load(): Promise<{ tokenizer: Tokenizer; model: Model }> {
  const noNetwork = () => Promise.reject(new Error("promptveil runs models without a network"));
  globalThis.fetch = noNetwork;
  const loaded = (await import(pathToFileURL(files.runtime).href)) as Runtime & { readonly default?: Runtime };
  const runtime = loaded.AutoTokenizer ? loaded : loaded.default!;
  Object.assign(runtime.env, {
    allowRemoteModels: false,
    allowLocalModels: true,
    localModelPath: dirname(files.folder) + sep,
    useBrowserCache: false,
    useFSCache: false,
    useWasmCache: false,
    fetch: noNetwork,
  });
  const name = basename(files.folder);
  const local = { local_files_only: true };
  const tokenizer = await runtime.AutoTokenizer.from_pretrained(name, local);
  const model = await runtime.AutoModelForTokenClassification.from_pretrained(name, {
    ...local,
    device: "cpu",
    dtype: files.dtype,
    subfolder: files.subfolder,
  });
  return { tokenizer, model };
}

async function classify(text: string, { tokenizer, model }: { tokenizer: Tokenizer; model: Model }) {
  const most = Math.min(
    tokenizer.model_max_length ?? usualPieces,
    model.config.max_position_embeddings ?? usualPieces,
    4 * usualPieces,
  );
  const inputs = await tokenizer(text, { truncation: true, max_length: most });
  const { logits } = await model(inputs);
  const labels = model.config.id2label ?? {};
  const width = logits.dims.at(-1)!;
  return Array.from(inputs.input_ids.data, (id, index): ClassifiedPiece => {
    const { best, score } = mostLikely(logits.data, index * width, width);
    const piece = tokenizer.decode([Number(id)], { skip_special_tokens: false, clean_up_tokenization_spaces: false });
    return { piece, label: labels[best] ?? "O", score };
  });
}

/** The class with the greatest value, and its probability by softmax. */
function mostLikely(values: ArrayLike<number | bigint>, start: number, width: number) {
  let best = 0;
  for (let i = 1; i < width; i++) if (Number(values[start + i]) > Number(values[start + best])) best = i;
  let sum = 0;
  for (let i = 0; i < width; i++) sum += Math.exp(Number(values[start + i]) - Number(values[start + best]));
  return { best, score: 1 / sum };
}

let ready: ReturnType<typeof load> | undefined;

port.on("message", async (text: string) => {
  let answer: ModelAnswer;
  try {
    ready ??= load();
    const loaded = await ready;
    try {
      answer = { pieces: await classify(text, loaded) };
    } catch {
      // What the runtime says here may quote the text.
      answer = { problem: "The model failed on a text. It may not be a token-classification model." };
    }
  } catch (error) {
    answer = { problem: `The model could not be loaded: ${error instanceof Error ? error.message : "unknown reason"}` };
  }
  port.postMessage(answer);
});
