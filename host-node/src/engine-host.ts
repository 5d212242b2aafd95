import { createHash } from "node:crypto";
import type { EngineHost, FactCache } from "@promptveil/engine";
import { type AssetReader, createAssetReader } from "./assets.ts";
import { nameInside, pathOf } from "./paths.ts";
import { readFileText } from "./read-file.ts";

export interface NodeHostOptions {
  /** The folder that the names of files are relative to; nothing outside it is read for the engine. */
  readonly root: string;
  readonly assets?: AssetReader;
  readonly cache?: FactCache;
  /** Asked before the disk, by absolute path: the text of a file as it stands unsaved in an editor. */
  unsaved?(path: string): string | undefined;
  /** Larger files are not read for the engine. Default 8 MiB. */
  readonly maxBytes?: number;
}

/** What the engine is handed on Node. */
export function createNodeHost(options: NodeHostOptions): EngineHost {
  const maxBytes = options.maxBytes ?? 8 * 1024 * 1024;
  return {
    asset: options.assets ?? createAssetReader(),
    readText(file) {
      const path = pathOf(options.root, file);
      if (nameInside(options.root, path) === undefined) return undefined;
      const unsaved = options.unsaved?.(path);
      if (unsaved !== undefined) return unsaved;
      const read = readFileText(path, { maxBytes });
      return "text" in read ? read.text : undefined;
    },
    now: () => performance.now(),
    digest: (text) => createHash("sha256").update(text).digest("hex"),
    ...(options.cache ? { cache: options.cache } : {}),
  };
}
