import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { CodeLanguage } from "../documents/document.ts";
import type { FactCache } from "../model/index.ts";
import { areIrBytes, irVersion } from "./ir-bytes.ts";

/** What a lowered file is kept under: it is a pure function of language and text. */
export function irKey(language: CodeLanguage, text: string, digest = ownDigest): string {
  return `ir-${irVersion}-${language}-${digest(text)}`;
}

function ownDigest(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** The bytes of a lowered file from the cache; `undefined` where there is none or it is damaged. */
export function readCachedIr(cache: FactCache, key: string): Uint8Array | undefined {
  const bytes = cache.get(key);
  return bytes && areIrBytes(bytes) ? bytes : undefined;
}
