import { existsSync, readFileSync } from "node:fs";
import { createExampleBuilder, type EntityLabel, type Example } from "./example.ts";

interface Word {
  readonly text: string;
  /** Empty outside entities, else the label; `begins` where a new one starts. */
  readonly label: EntityLabel | undefined;
  readonly begins: boolean;
}

const labelOf: Readonly<Record<string, EntityLabel>> = {
  per: "PERSON",
  person: "PERSON",
  loc: "LOCATION",
  location: "LOCATION",
  org: "ORGANIZATION",
  corporation: "ORGANIZATION",
  group: "ORGANIZATION",
  // Titles, products and works are kept apart from persons and places by being taken for organizations.
  misc: "ORGANIZATION",
  "creative-work": "ORGANIZATION",
  product: "ORGANIZATION",
};

/** The sentences of a CoNLL file, one word a line with its tag last. */
export function readConll(path: string): Word[][] | undefined {
  if (!existsSync(path)) return undefined;
  const sentences: Word[][] = [];
  let words: Word[] = [];
  let previous = "O";
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const columns = line.trim().split(/\s+/);
    if (columns.length < 2) {
      if (words.length > 0) sentences.push(words);
      words = [];
      previous = "O";
      continue;
    }
    const text = columns[0]!;
    const tag = columns.at(-1)!;
    const kind = tag.slice(2).toLowerCase();
    // User names are another recognizer's business.
    const before = words.at(-1)?.text;
    const isHandle = before === "@" || before === "#" || /^(?:[@#]|http)/.test(text);
    const label = isHandle ? undefined : labelOf[kind];
    const begins =
      label !== undefined && (tag.startsWith("B") || previous === "O" || previous.slice(2).toLowerCase() !== kind);
    words.push({ text, label, begins });
    previous = label === undefined ? "O" : tag;
  }
  if (words.length > 0) sentences.push(words);
  return sentences;
}

const noSpaceBefore = /^(?:[.,!?;:)\]}%]|'s|'S|n't|'re|'ve|'ll|'d|'m|''|\.\.\.|’s)$/;
const noSpaceAfter = /^(?:[([{$#@]|``)$/;

/** Writes a sentence as people do, with what is to be found. `replace` may put other names in. */
export function toExample(
  words: readonly Word[],
  weight: number,
  replace: (words: readonly string[], label: EntityLabel) => string | undefined = () => undefined,
  change: (text: string) => string = (text) => text,
): Example {
  const builder = createExampleBuilder();
  let quoteOpen = false;
  for (let i = 0; i < words.length; ) {
    const word = words[i]!;
    let end = i + 1;
    if (word.label) while (end < words.length && words[end]!.label === word.label && !words[end]!.begins) end++;
    const before = words[i - 1]?.text;
    let glue =
      i === 0 || noSpaceBefore.test(word.text) || (before !== undefined && noSpaceAfter.test(before)) ? "" : " ";
    if (word.text === '"') {
      if (quoteOpen) glue = "";
      quoteOpen = !quoteOpen;
    } else if (before === '"' && quoteOpen) glue = "";
    builder.add(glue);
    const pieces = words.slice(i, end).map(({ text }) => text);
    if (word.label) {
      let text = replace(pieces, word.label);
      if (text === undefined) {
        text = "";
        pieces.forEach((piece, k) => {
          text += (k === 0 || noSpaceBefore.test(piece) || noSpaceAfter.test(pieces[k - 1]!) ? "" : " ") + piece;
        });
      }
      builder.add(change(text), word.label);
    } else builder.add(change(pieces[0] === "``" || pieces[0] === "''" ? '"' : pieces[0]!));
    i = end;
  }
  return builder.build(weight);
}
