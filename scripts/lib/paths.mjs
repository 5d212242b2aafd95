import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** An absolute path from one relative to the repository's root. */
export function fromRoot(...parts) {
  return resolve(root, ...parts);
}
