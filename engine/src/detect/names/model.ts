import { featureKeyBits } from "./features.ts";
import { labelCount } from "./labels.ts";
import { createWordTable, indexKeys, type KeyIndex, type WordTable } from "./word-table.ts";

/** The weights of the tagger and the word lists that it asks. */
export interface NamesModel {
  readonly words: WordTable;
  /** Rows of `rowSize` bytes in the order of their keys: the key in four bytes, then `labelCount` weights in units of `scale`. */
  readonly featureKeys: Int32Array;
  /** The same memory by byte, so that a key and its weights share a cache line. */
  readonly featureBytes: Int8Array;
  readonly featureIndex: KeyIndex;
  /** One bit for the low 20 bits of every key: small enough for the cache, so that unknown features cost little. */
  readonly featureFilter: Uint8Array;
  readonly scale: number;
  /** From a label (row) to the next (column). */
  readonly transitions: Float32Array;
}

const magic = 0x314d4e50; // "PNM1"

/** Bytes of one feature: its key, its weights, and room to begin the next at a multiple of four. */
export const rowSize = 16;
/** Where in a row the weights begin. */
export const rowWeights = 4;

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
  const bytes = await decompress(asset);
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
  const first = reader.position;
  if (first + keys.length * labelCount !== bytes.length) throw new Error("names.model has the wrong length");
  const stored = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const featureBytes = new Int8Array(keys.length * rowSize);
  const featureKeys = new Int32Array(featureBytes.buffer);
  for (let row = 0; row < keys.length; row++) {
    featureKeys[row * (rowSize / 4)] = keys[row]!;
    const at = row * rowSize + rowWeights;
    for (let label = 0, from = first + row; label < labelCount; label++, from += keys.length) {
      featureBytes[at + label] = stored[from]!;
    }
  }
  const featureFilter = new Uint8Array(1 << 17);
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row]!;
    featureFilter[(key >>> 3) & 0x1ffff]! |= 1 << (key & 7);
  }
  const featureIndex = indexKeys(keys, featureKeyBits);
  return { words, featureKeys, featureBytes, featureIndex, featureFilter, scale, transitions };
}

/** Unpacks gzip. The chunks are read one by one: a `Response` would load all of the platform's fetch for it. */
async function decompress(asset: Uint8Array): Promise<Uint8Array> {
  const unzip = new DecompressionStream("gzip");
  const writer = unzip.writable.getWriter();
  const written = writer.write(asset.slice()).then(() => writer.close());
  // What goes wrong is thrown by the reader, too.
  written.catch(() => undefined);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = unzip.readable.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value);
    length += next.value.length;
  }
  await written;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
