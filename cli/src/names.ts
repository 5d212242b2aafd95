import { relative, resolve } from "node:path";
import { toSlashes } from "@promptveil/host-node";

/** A file as reports name it: relative to the working directory, with `/`. */
export function nameOf(cwd: string, path: string): string {
  return toSlashes(relative(cwd, path)) || ".";
}

/** The absolute path of a file by its name in reports. */
export function pathOfName(cwd: string, name: string): string {
  return resolve(cwd, name);
}
