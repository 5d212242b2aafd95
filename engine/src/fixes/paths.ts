/** Paths as the host names them: `/`-separated, with or without a scheme or a leading slash. */

export function dirname(file: string): string {
  const at = file.lastIndexOf("/");
  return at < 0 ? "" : file.slice(0, at);
}

export function basename(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}

export function extension(file: string): string {
  const name = basename(file);
  const at = name.lastIndexOf(".");
  return at <= 0 ? "" : name.slice(at);
}

export function join(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** The folder itself and those above it, nearest first; the last is the root (`""` for relative paths). */
export function foldersUpwards(folder: string): string[] {
  const folders = [folder];
  for (let at = folder; at !== ""; ) {
    at = dirname(at);
    folders.push(at);
  }
  return folders;
}

/** How to get from a folder to a file, beginning with `./` or `../`. */
export function relativePath(fromFolder: string, toFile: string): string {
  const from = fromFolder === "" ? [] : fromFolder.split("/");
  const to = toFile.split("/");
  let common = 0;
  while (common < from.length && common < to.length - 1 && from[common] === to[common]) common++;
  const up = "../".repeat(from.length - common);
  return `${up === "" ? "./" : up}${to.slice(common).join("/")}`;
}
