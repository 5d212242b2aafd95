import { openDocument } from "../documents/open.ts";
import type { Syntax } from "../documents/syntax.ts";
import { gatherFacts } from "../flow/file-facts.ts";
import { headOf } from "../flow/flow-file.ts";
import { lowerTree } from "../flow/front-ends/front-end.ts";
import { irToBytes } from "../flow/ir-bytes.ts";
import { irKey, readCachedIr } from "../flow/ir-cache.ts";
import type { EngineHost, FileInput, LoweredFile } from "../model/index.ts";
import { stampOf } from "./file-store.ts";

/** Lowers one file on its own, or takes it from the host's cache; `undefined` for what is no code. */
export function lowerFile(host: EngineHost, syntax: Syntax, input: FileInput): LoweredFile | undefined {
  const { file, text } = input;
  const code = openDocument(input)?.code;
  if (!code) return undefined;
  const { language, source } = code;
  const { cache } = host;
  const key = cache && irKey(language, source.text, host.digest);
  const kept = cache && key ? readCachedIr(cache, key) : undefined;
  if (kept) return { file, stamp: stampOf(text), bytes: kept };
  const tree = syntax.parse(language, source.text);
  try {
    const ir = lowerTree(language, tree, source.text);
    if (!ir) return undefined;
    const bytes = irToBytes(ir, headOf(ir, gatherFacts(ir)), host.allocate);
    if (cache && key) cache.set(key, bytes);
    return { file, stamp: stampOf(text), bytes };
  } finally {
    tree.delete();
  }
}
