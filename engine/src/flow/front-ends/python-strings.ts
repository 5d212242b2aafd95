import { simpleEscapes } from "./escapes.ts";

/**
 * The value of a piece of a Python string literal, escapes resolved and, in f-strings, doubled braces made
 * single. An escape that Python does not know stays as it is written.
 * @see https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences
 */
export function decodePythonString(raw: string, prefix: string): string {
  let text = raw;
  if (/f/i.test(prefix)) text = text.replaceAll("{{", "{").replaceAll("}}", "}");
  if (/r/i.test(prefix) || !text.includes("\\")) return text;
  return text.replace(
    /\\(?:\r\n|[\s\S]|$)(?:(?<=x)[0-9a-fA-F]{2}|(?<=u)[0-9a-fA-F]{4}|(?<=U)[0-9a-fA-F]{8}|(?<=[0-7])[0-7]{1,2}|(?<=N)\{[^}]*\})?/g,
    (sequence) => {
      const kind = sequence[1];
      if (kind === undefined) return sequence;
      if (kind === "\n" || kind === "\r") return "";
      const known = simpleEscapes[kind];
      if (known !== undefined) return known;
      if ("xuU".includes(kind) && sequence.length > 2) {
        const code = Number.parseInt(sequence.slice(2), 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : sequence;
      }
      if (kind >= "0" && kind <= "7") return String.fromCharCode(Number.parseInt(sequence.slice(1), 8));
      return sequence;
    },
  );
}
