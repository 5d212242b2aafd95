import type { LabelledText } from "./score.ts";

const types: Readonly<Record<string, string>> = {
  P: "PERSON",
  L: "LOCATION",
  S: "STREET_ADDRESS",
  Z: "ZIP_CODE",
  D: "DATE",
  T: "PHONE_NUMBER",
  E: "EMAIL_ADDRESS",
  N: "IP_ADDRESS",
  U: "USERNAME",
  I: "ID",
};

/** Reads texts with labels in them, one a line: `{P|Ada Lovelace} lives in {L|London}`; `\n` is a line break. */
export function readLabelledLines(content: string): LabelledText[] {
  return content
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      let text = "";
      const spans: LabelledText["spans"][number][] = [];
      let at = 0;
      const plain = (from: number, to: number) => line.slice(from, to).replace(/\\n/g, "\n");
      for (const match of line.matchAll(/\{([A-Z])\|([^}]*)\}/g)) {
        text += plain(at, match.index);
        const start = text.length;
        text += match[2]!;
        spans.push({ entity_type: types[match[1]!]!, start_position: start, end_position: text.length });
        at = match.index + match[0].length;
      }
      return { full_text: text + plain(at, line.length), spans };
    });
}

/** Every third text is kept apart: rules and templates were written without looking at what is missed there. */
export function isHeldOut(index: number): boolean {
  return index % 3 === 2;
}
