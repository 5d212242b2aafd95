import { resolve } from "node:path";
import { documentKind, type FileError } from "@promptveil/engine";
import { toSlashes, walkFiles } from "@promptveil/host-node";
import { nameOf } from "./names.ts";

/** A file to analyse. */
export interface ListedFile {
  readonly name: string;
  readonly bytes: number;
}

export interface FileList {
  readonly files: readonly ListedFile[];
  readonly errors: readonly FileError[];
  /** Something that was asked for could not be read. */
  readonly failed: boolean;
}

/** The files below some paths that PromptVeil reads, each once, in the order of their names. */
export async function listFiles(cwd: string, paths: readonly string[]): Promise<FileList> {
  const files = new Map<string, ListedFile>();
  const errors: FileError[] = [];
  let failed = false;
  const accept = (path: string) => documentKind(toSlashes(path)) !== undefined;
  for (const path of paths) {
    for await (const entry of walkFiles(resolve(cwd, path), { accept })) {
      const name = nameOf(cwd, entry.path);
      if ("bytes" in entry) {
        if (!accept(entry.path)) {
          errors.push({ file: name, message: "PromptVeil does not read this kind of file." });
        } else {
          files.set(name, { name, bytes: entry.bytes });
        }
      } else {
        errors.push({ file: name, message: entry.problem });
        if (entry.harmless !== true) failed = true;
      }
    }
  }
  const list = [...files.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return { files: list, errors, failed };
}
