import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const vocabulary = "[PAD] [UNK] [CLS] [SEP] . , : my name is call qu ##ib ##ble in xo ##th today".split(" ");
const labels = ["O", "B-PER", "I-PER", "B-LOC"];
/** What the model has learned: a label for each piece, whatever stands around it. */
const learned: Readonly<Record<string, string>> = { qu: "B-PER", "##ib": "I-PER", "##ble": "I-PER", xo: "B-LOC" };

/** A name and a place that the tiny model knows, and nothing else does. */
export const tinyModelName = "Quibble";
export const tinyModelPlace = "Xoth";

/** Writes a token-classification model as its exporters do: `config.json`, `tokenizer.json`, `onnx/model.onnx`. */
export function writeTinyModel(folder: string): void {
  const write = (name: string, content: unknown) => writeFileSync(join(folder, name), JSON.stringify(content));
  mkdirSync(join(folder, "onnx"), { recursive: true });
  write("config.json", {
    model_type: "bert",
    architectures: ["BertForTokenClassification"],
    id2label: Object.fromEntries(labels.map((label, id) => [id, label])),
    max_position_embeddings: 64,
    vocab_size: vocabulary.length,
  });
  write("tokenizer_config.json", { tokenizer_class: "BertTokenizer", model_max_length: 64, do_lower_case: true });
  write("tokenizer.json", {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: vocabulary
      .slice(0, 4)
      .map((content, id) => ({ id, content, single_word: false, lstrip: false, rstrip: false, special: true })),
    normalizer: { type: "BertNormalizer", clean_text: true, handle_chinese_chars: true, lowercase: true },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: {
      type: "TemplateProcessing",
      single: [special("[CLS]"), { Sequence: { id: "A", type_id: 0 } }, special("[SEP]")],
      pair: [],
      special_tokens: {
        "[CLS]": { id: "[CLS]", ids: [2], tokens: ["[CLS]"] },
        "[SEP]": { id: "[SEP]", ids: [3], tokens: ["[SEP]"] },
      },
    },
    decoder: { type: "WordPiece", prefix: "##", cleanup: true },
    model: {
      type: "WordPiece",
      unk_token: "[UNK]",
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((piece, id) => [piece, id])),
    },
  });
  writeFileSync(join(folder, "onnx", "model.onnx"), onnxModel());
}

function special(id: string) {
  return { SpecialToken: { id, type_id: 0 } };
}

/** A model of one node that looks the classes of each piece up in a table; messages and fields as in `onnx.proto3`. */
function onnxModel(): Buffer {
  const table = new Float32Array(vocabulary.length * labels.length);
  vocabulary.forEach((piece, id) => {
    table[id * labels.length + labels.indexOf(learned[piece] ?? "O")] = 8;
  });
  const [float, int64] = [1, 7];
  const tensor = message([
    number(1, vocabulary.length),
    number(1, labels.length),
    number(2, float),
    bytes(8, "table"),
    bytes(9, Buffer.from(table.buffer)),
  ]);
  const gather = message([bytes(1, "table"), bytes(1, "input_ids"), bytes(2, "logits"), bytes(4, "Gather")]);
  const graph = message([
    bytes(1, gather),
    bytes(2, "tiny"),
    bytes(5, tensor),
    bytes(11, valueInfo("input_ids", int64, ["batch", "sequence"])),
    bytes(12, valueInfo("logits", float, ["batch", "sequence", labels.length])),
  ]);
  const operators = message([bytes(1, ""), number(2, 13)]);
  return message([number(1, 8), bytes(7, graph), bytes(8, operators)]);
}

function valueInfo(name: string, type: number, dimensions: readonly (string | number)[]): Buffer {
  const shape = message(
    dimensions.map((size) => bytes(1, typeof size === "string" ? bytes(2, size) : number(1, size))),
  );
  return message([bytes(1, name), bytes(2, bytes(1, message([number(1, type), bytes(2, shape)])))]);
}

function message(fields: readonly Buffer[]): Buffer {
  return Buffer.concat(fields);
}

function number(field: number, value: number): Buffer {
  return Buffer.concat([varint(field << 3), varint(value)]);
}

function bytes(field: number, content: Buffer | string): Buffer {
  const buffer = Buffer.from(content as string);
  return Buffer.concat([varint((field << 3) | 2), varint(buffer.length), buffer]);
}

function varint(value: number): Buffer {
  const result: number[] = [];
  let rest = value;
  do {
    result.push((rest & 127) | (rest > 127 ? 128 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return Buffer.from(result);
}

/**
 * Writes a package with the name and the face of the real runtime into `node_modules` of a folder. It takes words for
 * pieces and knows what the tiny model knows; a text with "explode" makes it fail.
 */
export function writeFakeRuntime(folder: string): void {
  const place = join(folder, "node_modules", "@huggingface", "transformers");
  mkdirSync(place, { recursive: true });
  writeFileSync(
    join(place, "package.json"),
    JSON.stringify({ name: "@huggingface/transformers", version: "4.0.0", main: "index.cjs" }),
  );
  writeFileSync(
    join(place, "index.cjs"),
    `const fs = require("node:fs");
     const env = {};
     const words = [];
     const idOf = (word) => (words.includes(word) ? words.indexOf(word) : words.push(word) - 1);
     const check = (name, options) => {
       if (env.allowRemoteModels !== false || options.local_files_only !== true) throw new Error("went to the network");
       return fs.readFileSync(env.localModelPath + name + "/config.json", "utf8");
     };
     const AutoTokenizer = {
       async from_pretrained(name, options) {
         check(name, options);
         const tokenizer = async (text) => {
           if (text.includes("explode")) throw new Error(text);
           const ids = ["[CLS]", ...(text.match(/[\\p{L}\\p{N}]+|[^\\s\\p{L}\\p{N}]/gu) ?? [])].map(idOf);
           return { input_ids: { dims: [1, ids.length], data: BigInt64Array.from(ids.map(BigInt)) } };
         };
         return Object.assign(tokenizer, { decode: ([id]) => words[id], model_max_length: 512 });
       },
     };
     const AutoModelForTokenClassification = {
       async from_pretrained(name, options) {
         const config = JSON.parse(check(name, options));
         const model = async ({ input_ids: { data } }) => ({
           logits: {
             dims: [1, data.length, 4],
             data: Float32Array.from([...data].flatMap((id) => {
               const label = { Quibble: 1, Xoth: 3 }[words[Number(id)]] ?? 0;
               return [0, 1, 2, 3].map((each) => (each === label ? 8 : 0));
             })),
           },
         });
         return Object.assign(model, { config });
       },
     };
     module.exports = { env, AutoTokenizer, AutoModelForTokenClassification };`,
  );
}
