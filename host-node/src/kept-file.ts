import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";

const format = "PVK1";
const headBytes = format.length + 32;

/**
 * Writes a file that only its owner may read, in one step and with a digest of what is in it.
 * @returns false where it cannot be written
 */
export function writeKeptFile(path: string, parts: readonly Uint8Array[]): boolean {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    const folder = dirname(path);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (process.platform !== "win32") chmodSync(folder, 0o700);
    const digest = createHash("sha256");
    for (const part of parts) digest.update(part);
    const descriptor = openSync(temporary, "wx", 0o600);
    try {
      for (const part of [Buffer.from(format, "latin1"), digest.digest(), ...parts]) writeAll(descriptor, part);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
    return true;
  } catch {
    try {
      rmSync(temporary, { force: true });
    } catch {}
    return false;
  }
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}

/** What `writeKeptFile` wrote, in memory that threads can share; `undefined` where it is absent or damaged. */
export function readKeptFile(path: string): Uint8Array | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, "r");
  } catch {
    return undefined;
  }
  try {
    const head = Buffer.alloc(headBytes);
    const size = fstatSync(descriptor).size - headBytes;
    if (size < 0 || readSync(descriptor, head) < headBytes) return undefined;
    if (head.toString("latin1", 0, format.length) !== format) return undefined;
    const bytes = new Uint8Array(new SharedArrayBuffer(size));
    for (let at = 0; at < size; ) {
      const read = readSync(descriptor, bytes, at, size - at, headBytes + at);
      if (read === 0) return undefined;
      at += read;
    }
    const digest = createHash("sha256").update(bytes).digest();
    return digest.equals(head.subarray(format.length)) ? bytes : undefined;
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** Removes the files of a folder that were written longest ago, until the others take no more than so many bytes. */
export function pruneKeptFiles(folder: string, maxBytes: number): void {
  try {
    const files = readdirSync(folder).map((name) => {
      const path = join(folder, name);
      const { size, mtimeMs } = statSync(path);
      return { path, size, mtimeMs };
    });
    let total = files.reduce((sum, file) => sum + file.size, 0);
    for (const file of files.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
      if (total <= maxBytes) return;
      rmSync(file.path, { force: true });
      total -= file.size;
    }
  } catch {
    // Another run may have removed them; there is always a next time.
  }
}
