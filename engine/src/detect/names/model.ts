import { featureKeyBits } from "./features.ts";
import { labelCount } from "./labels.ts";
import { createWordTable, type WordTable } from "./word-table.ts";

/** The weights of the tagger and the word lists that it asks. */
export interface NamesModel {
  readonly words: WordTable;
  readonly features: FeatureTable;
  readonly scale: number;
  /** From a label (row) to the next (column). */
  readonly transitions: Float32Array;
}

const magic = 0x314d4e50; // "PNM1"

/**
 * Features by open addressing, a key and its weights in one row so that they share a cache line: the tagger's time is
 * that of reading them. The search begins at the row that the first bits of the key call for.
 */
export interface FeatureTable {
  /** Rows of `rowLength` numbers: the key and one (0 in a free row), then the weights, a byte each, `weightOffset` above what they are. */
  readonly rows: Int32Array;
  /** How many bits of a key to drop for its row. */
  readonly shift: number;
}

export const rowLength = 4;
export const weightOffset = 128;

/** A weight of the feature in the row that begins at `row`. */
export function featureWeight({ rows }: FeatureTable, row: number, label: number): number {
  return ((rows[row + 1 + (label >> 2)]! >>> ((label & 3) * 8)) & 255) - weightOffset;
}

/** Fills a table, at most half of it, from sorted keys and the weights of all of them, one label after the other. */
function createFeatureTable(keys: Int32Array, stored: Uint8Array): FeatureTable {
  let bits = 10;
  while (1 << bits < keys.length * 2) bits++;
  const shift = featureKeyBits - bits;
  // Rows at the end take what finds no place before them, and the last stays free.
  const rows = new Int32Array(((1 << bits) + 256) * rowLength);
  const count = keys.length;
  // From two's complement to numbers without sign, four at a time.
  const toUnsigned = 0x80808080;
  let next = 0;
  for (let i = 0; i < count; i++) {
    next = Math.max(next, keys[i]! >>> shift);
    const row = next * rowLength;
    if (row >= rows.length - rowLength) throw new Error("names.model has crowded keys");
    next++;
    rows[row] = keys[i]! + 1;
    rows[row + 1] = bytesAt(stored, i, count) ^ toUnsigned;
    rows[row + 2] = bytesAt(stored, i + 4 * count, count) ^ toUnsigned;
    rows[row + 3] = stored[i + 8 * count]! ^ 0x80;
  }
  return { rows, shift };
}

/** Four bytes that stand `step` apart, the first lowest. */
function bytesAt(bytes: Uint8Array, at: number, step: number): number {
  return bytes[at]! | (bytes[at + step]! << 8) | (bytes[at + 2 * step]! << 16) | (bytes[at + 3 * step]! << 24);
}

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
  const keys = new Int32Array(readVarint(reader));
  const { bytes } = reader;
  let { position } = reader;
  let key = 0;
  for (let i = 0; i < keys.length; i++) {
    // Most keys are near the one before.
    const byte = bytes[position]!;
    if (byte < 128) {
      key += byte;
      position++;
    } else {
      reader.position = position;
      key += readVarint(reader);
      position = reader.position;
    }
    keys[i] = key;
  }
  reader.position = position;
  return keys;
}

/**
 * Decodes `names.model`: sorted word keys with flags, sorted feature keys with weights one label after the other, and
 * transitions; with gzip around it, as it is kept, or without, as the build ships it.
 * @throws when the bytes are not such a model
 */
export async function decodeModel(asset: Uint8Array): Promise<NamesModel> {
  const bytes = asset[0] === 0x1f && asset[1] === 0x8b ? await decompress(asset) : asset;
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
  return { words, features: createFeatureTable(keys, bytes.subarray(first)), scale, transitions };
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
