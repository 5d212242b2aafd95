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
    const keystroke = spreadOf(await type(client, uri, text));
    const peak = peakOf(client.process.pid);
    return { open, keystroke, ...(peak !== undefined && { peak }) };
  } finally {
    await client.stop();
  }
}

async function type(client: Client, uri: string, text: string): Promise<number[]> {
  const lines = text.split("\n");
  const comment = uri.endsWith(".py") ? "# " : "// ";
  const times: number[] = [];
  let version = 1;
  let line = Math.floor(lines.length / 2);
  let character = 0;
  for (let index = 0; index < keystrokes; index++) {
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
    times.push(performance.now() - started);
    character += typed.length;
  }
  return times;
}

function insertion(line: number, character: number, text: string) {
  const position = { line, character };
  return { range: { start: position, end: position }, text };
}
