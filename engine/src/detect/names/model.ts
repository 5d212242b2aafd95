import { labelCount } from "./labels.ts";
import { createWordTable, type WordTable } from "./word-table.ts";

/** The weights of the tagger and the word lists that it asks. */
export interface NamesModel {
  readonly words: WordTable;
  /** By slot: feature key + 1, or 0 where empty, and where its weights begin. */
  readonly featureSlots: Int32Array;
  readonly featureMask: number;
  /** One bit for the low 20 bits of every key: small enough for the cache, so that unknown features cost little. */
  readonly featureFilter: Uint8Array;
  /** `labelCount` weights a row, in units of `scale`. */
  readonly weights: Int8Array;
  readonly scale: number;
  /** From a label (row) to the next (column). */
  readonly transitions: Float32Array;
}

const magic = 0x314d4e50; // "PNM1"

/** Reads bytes one number after the other. */
export interface ByteReader {
  readonly bytes: Uint8Array;
  position: number;
}

/** A little-endian base-128 number. */
export function readVarint(reader: ByteReader): number {
  let value = 0;
  let shift = 0;
  for (;;) {
    const byte = reader.bytes[reader.position++];
    if (byte === undefined) throw new Error("names.model ends too early");
    value |= (byte & 127) << shift;
    if (byte < 128) return value >>> 0;
    shift += 7;
  }
}

function readSortedKeys(reader: ByteReader): Int32Array {
  const count = readVarint(reader);
  const keys = new Int32Array(count);
  let key = 0;
  for (let i = 0; i < count; i++) {
    key += readVarint(reader);
    keys[i] = key;
  }
  return keys;
}

/**
 * Decodes `names.model`: gzip around sorted word keys with flags, sorted feature keys with weights one label
 * after the other, and transitions.
 * @throws when the bytes are not such a model
 */
export async function decodeModel(asset: Uint8Array): Promise<NamesModel> {
  const stream = new Blob([asset.slice()]).stream().pipeThrough(new DecompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 16 || view.getUint32(0, true) !== magic) throw new Error("names.model is not a names model");
  if (view.getUint32(4, true) !== labelCount) throw new Error("names.model has other labels than this version");
  const scale = view.getFloat32(8, true);
  const transitions = new Float32Array(labelCount * labelCount);
  for (let i = 0; i < transitions.length; i++) transitions[i] = view.getFloat32(12 + i * 4, true);
  const reader: ByteReader = { bytes, position: 12 + transitions.length * 4 };
  const wordKeys = readSortedKeys(reader);
  const words = createWordTable(wordKeys, bytes.subarray(reader.position, reader.position + wordKeys.length));
  reader.position += wordKeys.length;
  const keys = readSortedKeys(reader);
  const weights = new Int8Array(keys.length * labelCount);
  for (let label = 0; label < labelCount; label++) {
    for (let row = 0; row < keys.length; row++) {
      weights[row * labelCount + label] = (bytes[reader.position++]! << 24) >> 24;
    }
  }
  if (reader.position !== bytes.length) throw new Error("names.model has the wrong length");
  let size = 1024;
  while (size < keys.length * 2) size *= 2;
  const featureSlots = new Int32Array(size * 2);
  const featureFilter = new Uint8Array(1 << 17);
  for (let row = 0; row < keys.length; row++) {
    featureFilter[(keys[row]! >>> 3) & 0x1ffff]! |= 1 << (keys[row]! & 7);
    let slot = keys[row]! & (size - 1);
    while (featureSlots[slot * 2] !== 0) slot = (slot + 1) & (size - 1);
    featureSlots[slot * 2] = keys[row]! + 1;
    featureSlots[slot * 2 + 1] = row * labelCount;
  }
  return { words, featureSlots, featureFilter, featureMask: size - 1, weights, scale, transitions };
}
