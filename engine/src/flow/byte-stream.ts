/** Writes numbers as groups of seven bits, the lowest first, so that small ones take one byte. */
export interface ByteWriter {
  /** A whole number from 0 up to 2^32 - 1. */
  uint(value: number): void;
  /** A whole number of 32 bits with its sign. */
  int(value: number): void;
  bytes(value: Uint8Array): void;
  /** All that was written. */
  finish(): Uint8Array;
}

export interface ByteReader {
  uint(): number;
  int(): number;
  /** A view of so many bytes. */
  bytes(length: number): Uint8Array;
}

export function createByteWriter(capacity = 4096): ByteWriter {
  let buffer = new Uint8Array(capacity);
  let at = 0;
  const reserve = (more: number): void => {
    if (at + more <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, at + more));
    larger.set(buffer);
    buffer = larger;
  };
  const uint = (value: number): void => {
    reserve(5);
    let rest = value >>> 0;
    while (rest > 0x7f) {
      buffer[at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    buffer[at++] = rest;
  };
  return {
    uint,
    int: (value) => uint((value << 1) ^ (value >> 31)),
    bytes(value) {
      reserve(value.length);
      buffer.set(value, at);
      at += value.length;
    },
    finish: () => buffer.slice(0, at),
  };
}

/** Reads what a `ByteWriter` wrote. Past the end it gives zeros. */
export function createByteReader(buffer: Uint8Array, start = 0): ByteReader {
  let at = start;
  const uint = (): number => {
    let byte = buffer[at++]!;
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    for (let shift = 7; shift < 35; shift += 7) {
      byte = buffer[at++]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return value >>> 0;
  };
  return {
    uint,
    int() {
      const value = uint();
      return (value >>> 1) ^ -(value & 1);
    },
    bytes(length) {
      const view = buffer.subarray(at, at + length);
      at += length;
      return view;
    },
  };
}
