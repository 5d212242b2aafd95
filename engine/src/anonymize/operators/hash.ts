import { hmac } from "@noble/hashes/hmac.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Operator } from "./operator.ts";

const hashes = { sha256, sha512 } as const;

/** Keys shorter than this can be tried out. */
const minKeyBytes = 16;

/**
 * A keyed hash (HMAC, RFC 2104) in hexadecimal. Without a key a hash of an e-mail address or a phone number is
 * found by trying all of them, so there is no unkeyed form. The type is hashed with the value.
 */
export const hash: Operator = {
  name: "hash",
  description: "A keyed hash: equal values stay equal, and nobody without the key can try them out.",
  prepare({ hash_type: kind = "sha256" }, { key }) {
    if (kind !== "sha256" && kind !== "sha512") return { problem: "`hash_type` of `hash` must be sha256 or sha512." };
    if (!key || key.length < minKeyBytes) {
      return { problem: `The operator \`hash\` needs a key of at least ${minKeyBytes} bytes.` };
    }
    return (value, type) => bytesToHex(hmac(hashes[kind], key, utf8ToBytes(`${type}\u0000${value}`)));
  },
};
