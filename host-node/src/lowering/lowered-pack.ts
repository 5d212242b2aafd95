import type { FactCache } from "@promptveil/engine";

export type PackEntry = readonly [key: string, bytes: Uint8Array];

/** Lowered files by what the engine keeps them under, in one piece of memory that threads share. */
export interface LoweredPack {
  readonly bytes: Uint8Array;
  /** Where each begins, and how long it is. */
  readonly places: ReadonlyMap<string, readonly [start: number, length: number]>;
}

const alignment = 8;

/** The parts of a pack in a file: how long the list of contents is, the list, then the entries. */
export function packParts(entries: readonly PackEntry[]): Uint8Array[] {
  const unique = [...new Map(entries)];
  const list = Buffer.from(JSON.stringify(unique.map(([key, bytes]) => [key, bytes.length])));
  const head = Buffer.alloc(alignment);
  head.writeUInt32LE(list.length);
  return [head, list, padding(list.length), ...unique.flatMap(([, bytes]) => [bytes, padding(bytes.length)])];
}

/** A pack from the bytes of its parts, which are undamaged. */
export function packFrom(bytes: Uint8Array): LoweredPack {
  const length = Buffer.from(bytes.slice(0, alignment)).readUInt32LE();
  let at = alignment + length;
  const list = JSON.parse(Buffer.from(bytes.slice(alignment, at)).toString()) as [string, number][];
  at = aligned(at);
  const places = new Map<string, readonly [number, number]>();
  for (const [key, size] of list) {
    places.set(key, [at, size]);
    at = aligned(at + size);
  }
  return { bytes, places };
}

function aligned(at: number): number {
  return Math.ceil(at / alignment) * alignment;
}

function padding(length: number): Uint8Array {
  return new Uint8Array(aligned(length) - length);
}

/** A cache over a pack that remembers what was asked of it and what was added: the next pack. */
export interface PackCache extends FactCache {
  entries(): PackEntry[];
}

export function createPackCache(pack: LoweredPack | undefined): PackCache {
  const used = new Map<string, Uint8Array>();
  return {
    get(key) {
      const place = pack?.places.get(key);
      if (!pack || !place) return used.get(key);
      const found = pack.bytes.subarray(place[0], place[0] + place[1]);
      used.set(key, found);
      return found;
    },
    set: (key, bytes) => void used.set(key, bytes),
    entries: () => [...used],
  };
}
