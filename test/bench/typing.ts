import { setTimeout as sleep } from "node:timers/promises";
import { type Client, startClient } from "../lsp/support/client.ts";
import { peakOf, round, type Spread, spreadOf } from "./measure.ts";

/** What typing in a file feels like. */
export interface TypingFigures {
  /** From opening the file to its diagnostics, in milliseconds. */
  readonly open: number;
  /** From a change to the diagnostics that know it, in milliseconds. */
  readonly keystroke: Spread;
  /** Most memory of the server, in mebibytes. */
  readonly peak?: number;
}

const keystrokes = 200;
const word = "status_note ";

/** Opens a file and types words into the middle of it, one character at a time, asking for diagnostics each time. */
export async function measureTyping(
  command: readonly [string, ...string[]],
  uri: string,
  text: string,
): Promise<TypingFigures> {
  const client = await startClient({ command, folders: [] });
  try {
    const started = performance.now();
    await client.open(uri, text);
    await client.pull(uri);
    const open = round(performance.now() - started);
    const keystroke = spreadOf(await createTypist(client, uri, text).type(keystrokes));
    const peak = peakOf(client.process.pid);
    return { open, keystroke, ...(peak !== undefined && { peak }) };
  } finally {
    await client.stop();
  }
}

/** Types words into the middle of an open file. */
export interface Typist {
  /** Milliseconds from each of so many keys to the diagnostics that know it. `pause`: milliseconds between two keys. */
  type(keys: number, pause?: number): Promise<number[]>;
}

export function createTypist(client: Client, uri: string, text: string): Typist {
  const lines = text.split("\n");
  const comment = uri.endsWith(".py") ? "# " : "// ";
  let version = 1;
  let typedBefore = 0;
  let line = Math.floor(lines.length / 2);
  let character = 0;

  async function typeOne(index: number): Promise<number> {
    if (index % 40 === 0) {
      // A word of code on a line of its own, then one of a comment, in turn.
      line += 7;
      const indent = (index / 40) % 2 === 0 ? "    " : comment;
      await client.change(uri, ++version, [insertion(line, 0, `${indent}\n`)]);
      await client.pull(uri);
      character = indent.length;
    }
    const typed = word[index % word.length] ?? " ";
    const started = performance.now();
    await client.change(uri, ++version, [insertion(line, character, typed)]);
    await client.pull(uri);
    character += typed.length;
    return performance.now() - started;
  }

  return {
    async type(keys, pause = 0) {
      const times: number[] = [];
      for (let index = 0; index < keys; index++) {
        if (pause > 0) await sleep(pause);
        times.push(await typeOne(typedBefore++));
      }
      return times;
    },
  };
}

function insertion(line: number, character: number, text: string) {
  const position = { line, character };
  return { range: { start: position, end: position }, text };
}
