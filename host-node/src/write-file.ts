import { randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/** Why a file could not be written, in plain words; absent where it was. */
export interface WriteOutcome {
  readonly problem?: string;
}

/**
 * Replaces a file's text in one step: whoever reads it meanwhile, or after a crash, sees the old text or the new
 * one, never a part. Keeps the file's mode; a symbolic link stays and what it leads to is replaced. A write-protected
 * file is left alone, though its folder would allow to replace it. UTF-8.
 */
export function replaceFileText(path: string, text: string): WriteOutcome {
  let temporary: string | undefined;
  try {
    const target = realpathSync(path);
    const { mode } = statSync(target);
    if ((mode & 0o222) === 0) return { problem: "The file is write-protected." };
    accessSync(target, constants.W_OK);
    temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}.tmp`);
    writeNew(temporary, text, mode & 0o7777);
    renameSync(temporary, target);
    return {};
  } catch (error) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    return { problem: explainWriteError(error) };
  }
}

/** Writes a file that must not exist yet. UTF-8. */
export function createFileText(path: string, text: string): WriteOutcome {
  try {
    writeNew(path, text, undefined);
    return {};
  } catch (error) {
    return { problem: explainWriteError(error) };
  }
}

function writeNew(path: string, text: string, mode: number | undefined): void {
  const handle = openSync(path, "wx", mode ?? 0o666);
  try {
    const bytes = Buffer.from(text, "utf8");
    for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
    // The process's mask took bits away that the file had.
    if (mode !== undefined) chmodSync(path, mode);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
}

function explainWriteError(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  switch (code) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "The file may not be written: permission denied.";
    case "EEXIST":
      return "The file exists already.";
    case "ENOENT":
      return "The folder of the file does not exist any more.";
    case "ENOSPC":
    case "EDQUOT":
      return "The disk is full.";
    default:
      return `The file could not be written${code ? ` (${code})` : ""}.`;
  }
}
