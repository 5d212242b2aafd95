// The least that a scan can do: list the files of a folder and read each.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

let bytes = 0;
const folder = process.argv[2];
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (entry.isFile()) bytes += readFileSync(join(entry.parentPath ?? entry.path, entry.name), "utf8").length;
}
console.log(bytes);
