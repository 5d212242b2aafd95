import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { RuleId } from "../model/index.ts";
import type { Exposure } from "../rules/rule.ts";

/**
 * Gives exposures of one file their ids: a hash of rule, path, enclosing symbol, shape of the sink, category and
 * ordinal among equals. Line numbers, text and neighbours play no part, so an id survives edits around it.
 */
export function createIdentity(path: string): (rule: RuleId, exposure: Exposure) => string {
  const seen = new Map<string, number>();
  return (rule, exposure) => {
    const parts = [rule, path, exposure.symbol, exposure.shape, [...exposure.categories].sort().join("+")];
    const key = JSON.stringify(parts);
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return bytesToHex(sha256(utf8ToBytes(`${key}#${ordinal}`))).slice(0, 20);
  };
}
