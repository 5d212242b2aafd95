const chunkBytes = 1024 * 1024;

/** Gives pieces of memory that threads can share, aligned for 64-bit words, never taken back. */
export function createSharedMemory(): (bytes: number) => Uint8Array {
  let chunk = new SharedArrayBuffer(0);
  let used = 0;
  return (bytes) => {
    if (bytes > chunkBytes / 4) return new Uint8Array(new SharedArrayBuffer(bytes));
    if (used + bytes > chunk.byteLength) {
      chunk = new SharedArrayBuffer(chunkBytes);
      used = 0;
    }
    const piece = new Uint8Array(chunk, used, bytes);
    used = (used + bytes + 7) & ~7;
    return piece;
  };
}
