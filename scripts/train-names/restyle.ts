import type { Example } from "./example.ts";

/** How people write in a hurry, and how a machine writes down what they say. */
export type Style = "chat" | "speech";

/** Text of programs, which nobody says or types. */
const written = /[{}<>=|\\\n]|"\w+":|\(\)/;

/**
 * The example in lower case, for `speech` without punctuation, too; undefined where it is not of a kind that is typed or
 * said.
 */
export function restyle({ text, spans, weight }: Example, style: Style): Example | undefined {
  if (written.test(text) || text.length > 400) return undefined;
  let result = "";
  const places = new Int32Array(text.length + 1);
  for (let i = 0; i < text.length; i++) {
    places[i] = result.length;
    const character = text[i]!;
    if (style === "chat") {
      // Apostrophes are the first to go.
      result += character === "\u2019" ? "" : lower(character);
    } else if (/[.,;:!?"()\u201c\u201d\u201e\u00ab\u00bb\u2014]/.test(character)) {
      // Not at the end of a word that a space follows, else two spaces would stand there.
      if (/[\p{L}0-9]/u.test(text[i + 1] ?? " ") && /[\p{L}0-9]$/u.test(result)) result += " ";
    } else if (character === " " && (result === "" || result.endsWith(" "))) continue;
    else result += lower(character);
  }
  places[text.length] = result.length;
  const moved = spans
    .map(({ start, end, label }) => ({ start: places[start]!, end: places[end]!, label }))
    .filter(({ start, end }) => end > start);
  return { text: result, spans: moved, weight };
}

function lower(character: string): string {
  const small = character.toLowerCase();
  return small.length === character.length ? small : character;
}
