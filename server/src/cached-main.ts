import { fileURLToPath } from "node:url";
import { runWithCodeCache } from "@promptveil/host-node/code-cache";

// The program of `main.ts` for clients that have a folder for its compiled code: `--code-cache=FOLDER`. It is apart,
// and small, because what it starts must not be compiled before.
const flag = "--code-cache=";
const folder = process.argv.find((argument) => argument.startsWith(flag))?.slice(flag.length);
const file = fileURLToPath(new URL("./server.js", import.meta.url));
if (folder) runWithCodeCache({ file, folder });
else throw new Error(`${flag}FOLDER is missing`);
