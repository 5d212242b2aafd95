import { fileURLToPath, pathToFileURL } from "node:url";

/** The absolute path of a `file:` URI; `undefined` for other schemes. */
export function pathOfUri(uri: string): string | undefined {
  if (!uri.startsWith("file:")) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

export function uriOfPath(path: string): string {
  return pathToFileURL(path).href;
}

/**
 * One spelling for URIs that mean the same file: editors differ in what they percent-encode and in the case of
 * drive letters.
 */
export function keyOfUri(uri: string): string {
  const path = pathOfUri(uri);
  if (path === undefined) return uri;
  return process.platform === "win32" ? path.toLowerCase() : path;
}
