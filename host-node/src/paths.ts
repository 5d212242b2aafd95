import { isAbsolute, relative, resolve, sep } from "node:path";

/** A path as the engine names files: `/` between the parts. */
export function toSlashes(path: string): string {
  return sep === "/" ? path : path.split(sep).join("/");
}

/**
 * The name of a file relative to a folder, with `/` between the parts; `undefined` when it is not inside.
 * The folder itself is named `""`.
 */
export function nameInside(folder: string, path: string): string | undefined {
  const name = relative(folder, path);
  if (name === ".." || name.startsWith(`..${sep}`) || isAbsolute(name)) return undefined;
  return toSlashes(name);
}

/** The absolute path of a file by its name relative to a folder; absolute names stay as they are. */
export function pathOf(folder: string, name: string): string {
  return resolve(folder, name);
}
