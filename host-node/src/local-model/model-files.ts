import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

/** The package that runs models; people who want it install it themselves. */
export const runtimePackage = "@huggingface/transformers";

/** A token-classification model on this machine, and what runs it. */
export interface LocalModelOptions {
  /** Folder with `config.json`, `tokenizer.json` and an ONNX export of the model. */
  readonly folder: string;
  /** Folder of the installed package, or one in or above which it is installed; default the model's folder. */
  readonly runtime?: string;
}

/** What a worker needs to run a model. */
export interface ModelFiles {
  readonly folder: string;
  /** The runtime's module. */
  readonly runtime: string;
  /** Folder of the ONNX file below `folder`; empty for the folder itself. */
  readonly subfolder: string;
  /** How the weights are stored, in the runtime's words, which also say how the file is named. */
  readonly dtype: string;
}

/** Exports by what their weights are stored as, the exact ones first: who wants the smaller one installs it alone. */
const exportNames: readonly (readonly [dtype: string, file: string])[] = [
  ["fp32", "model.onnx"],
  ["fp16", "model_fp16.onnx"],
  ["q8", "model_quantized.onnx"],
  ["q4f16", "model_q4f16.onnx"],
  ["q4", "model_q4.onnx"],
];

/** Looks for a model and its runtime; `problem` says in plain words what is missing, and what to do. */
export function findModelFiles(options: LocalModelOptions): ModelFiles | { readonly problem: string } {
  const folder = resolve(options.folder);
  for (const name of ["config.json", "tokenizer.json"]) {
    if (!existsSync(join(folder, name))) {
      return {
        problem: `The model folder ${folder} has no ${name}. Name a folder with an ONNX token-classification model.`,
      };
    }
  }
  const place = ["onnx", ""]
    .flatMap((subfolder) => exportNames.map(([dtype, file]) => ({ subfolder, dtype, file })))
    .find(({ subfolder, file }) => existsSync(join(folder, subfolder, file)));
  if (!place) return { problem: `The model folder ${folder} has no ONNX file, such as onnx/model.onnx.` };
  const runtime = findRuntime(options.runtime === undefined ? folder : resolve(options.runtime));
  if (runtime === undefined) {
    return {
      problem: `${runtimePackage} was not found from ${options.runtime ?? folder}. Install it with "npm install ${runtimePackage}" and name that folder.`,
    };
  }
  return { folder, runtime, subfolder: place.subfolder, dtype: place.dtype };
}

/** The runtime's module: of the package in this folder itself, else of one installed in it or above it. */
function findRuntime(folder: string): string | undefined {
  const manifest = join(folder, "package.json");
  const from = nameIn(manifest) === runtimePackage ? dirname(dirname(dirname(folder))) : folder;
  try {
    return createRequire(join(from, "noop.js")).resolve(runtimePackage);
  } catch {
    return undefined;
  }
}

function nameIn(manifest: string): unknown {
  try {
    return (JSON.parse(readFileSync(manifest, "utf8")) as { name?: unknown }).name;
  } catch {
    return undefined;
  }
}
