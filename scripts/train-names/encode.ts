import { gzipSync } from "node:zlib";
import { labelCount } from "../../engine/src/detect/names/labels.ts";

function writeVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

/** Encodes a model as `decodeModel` reads it. Keys are sorted; weights are rounded to 8 bits. */
export function encodeModel(
  words: { readonly keys: readonly number[]; readonly flags: readonly number[] },
  features: readonly { readonly key: number; readonly weights: ArrayLike<number> }[],
  transitions: ArrayLike<number>,
): Uint8Array {
  const L = labelCount;
  const sorted = [...features].sort((a, b) => a.key - b.key);
  let largest = 0;
  for (const { weights } of sorted) for (let l = 0; l < L; l++) largest = Math.max(largest, Math.abs(weights[l]!));
  const scale = Math.min(largest, 10) / 127;
  const head = new DataView(new ArrayBuffer(12 + L * L * 4));
  head.setUint32(0, 0x314d4e50, true);
  head.setUint32(4, L, true);
  head.setFloat32(8, scale, true);
  for (let i = 0; i < L * L; i++) head.setFloat32(12 + i * 4, transitions[i]!, true);
  const bytes: number[] = [...new Uint8Array(head.buffer)];
  const writeKeys = (keys: readonly number[]) => {
    writeVarint(bytes, keys.length);
    let previous = 0;
    for (const key of keys) {
      writeVarint(bytes, key - previous);
      previous = key;
    }
  };
  writeKeys(words.keys);
  for (const flag of words.flags) bytes.push(flag);
  writeKeys(sorted.map(({ key }) => key));
  for (let l = 0; l < L; l++) {
    for (const { weights } of sorted)
      bytes.push(Math.max(-127, Math.min(127, Math.trunc(weights[l]! / scale + Math.sign(weights[l]!) * 0.35))) & 255);
  }
  return gzipSync(Uint8Array.from(bytes), { level: 9 });
}
