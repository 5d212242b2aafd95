import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { decodeLossy, decodeUtf8 } from "./decode.ts";

export type FileText =
  /** `damage`, with `lossy` only: what could not be decoded and stands as U+FFFD, in plain words. */
  | { readonly text: string; readonly bytes: number; readonly damage?: string }
  /** The reason in plain words. `missing`: there is no such file (any more). `damaged`: it was read but is no text. */
  | { readonly problem: string; readonly missing: boolean; readonly tooLarge?: boolean; readonly damaged?: boolean };

export interface ReadOptions {
  /** Larger files are not read. Default 512 MiB, what fits into one string. */
  readonly maxBytes?: number;
  /** Text that is not UTF-8 is read as well as can be: UTF-16 by its mark, other bytes as U+FFFD. Never write it back. */
  readonly lossy?: boolean;
}

const longestText = 512 * 1024 * 1024;

/** Reads a text file whole, through one handle, so that a file that is replaced meanwhile is read as it was. */
export function readFileText(path: string, options: ReadOptions = {}): FileText {
  let handle: number | undefined;
  try {
    // Opening a named pipe without O_NONBLOCK would wait for its writer for ever.
    handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const info = fstatSync(handle);
    if (!info.isFile()) return { problem: "This is not a regular file.", missing: false };
    const limit = options.maxBytes ?? longestText;
    if (info.size > limit) {
      return {
        problem: `The file is ${megabytes(info.size)} MB, more than the limit of ${megabytes(limit)} MB.`,
        missing: false,
        tooLarge: true,
      };
    }
    const bytes = readAll(handle, info.size);
    const decoded = decodeUtf8(bytes);
    if ("text" in decoded) return { text: decoded.text, bytes: bytes.length };
    if (options.lossy !== true) return { problem: decoded.problem, missing: false, damaged: true };
    return { ...decodeLossy(bytes), bytes: bytes.length };
  } catch (error) {
    return explainReadError(error);
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

function readAll(handle: number, size: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(size);
  let filled = 0;
  while (filled < size) {
    const count = readSync(handle, bytes, filled, size - filled, filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, "");
}

/** What a failed file operation means, in plain words; the message of the system, which names paths, is not used. */
export function explainReadError(error: unknown): { problem: string; missing: boolean } {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return { problem: "The file does not exist any more.", missing: true };
    case "EACCES":
    case "EPERM":
      return { problem: "The file may not be read: permission denied.", missing: false };
    case "EISDIR":
      return { problem: "This is a folder, not a file.", missing: false };
    case "ELOOP":
      return { problem: "The symbolic link leads in a circle.", missing: false };
    case "EMFILE":
    case "ENFILE":
      return { problem: "The system has too many files open. Try again.", missing: false };
    case "ENXIO":
      return { problem: "This is not a regular file.", missing: false };
    default:
      return { problem: `The file could not be read${code ? ` (${code})` : ""}.`, missing: false };
  }
}
