import { createViewBuilder, type View } from "./view.ts";

/** Letters of other scripts that look like Latin ones (Unicode Technical Standard 39, confusables, the common part). */
const lookAlikes: Readonly<Record<string, string>> = {
  а: "a",
  в: "b",
  с: "c",
  ԁ: "d",
  е: "e",
  һ: "h",
  і: "i",
  ј: "j",
  к: "k",
  ӏ: "l",
  м: "m",
  о: "o",
  р: "p",
  ԛ: "q",
  ѕ: "s",
  т: "t",
  у: "y",
  х: "x",
  ԝ: "w",
  А: "A",
  В: "B",
  С: "C",
  Е: "E",
  Н: "H",
  І: "I",
  Ј: "J",
  К: "K",
  М: "M",
  О: "O",
  Р: "P",
  Ѕ: "S",
  Т: "T",
  У: "Y",
  Х: "X",
  α: "a",
  ο: "o",
  ν: "v",
  ρ: "p",
  υ: "u",
  ι: "i",
  κ: "k",
  Α: "A",
  Β: "B",
  Ε: "E",
  Ζ: "Z",
  Η: "H",
  Ι: "I",
  Κ: "K",
  Μ: "M",
  Ν: "N",
  Ο: "O",
  Ρ: "P",
  Τ: "T",
  Υ: "Y",
  Χ: "X",
  ı: "i",
  ɡ: "g",
  ⅼ: "l",
  ⅰ: "i",
  "‐": "-",
  "‑": "-",
  "‒": "-",
  "–": "-",
  "−": "-",
  "﹣": "-",
  "。": ".",
  "․": ".",
};

const zeroWidth =
  /\u034F|[\uFE00-\uFE0F]|[\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/;

/**
 * The text with full-width, mathematical and enclosed characters in plain form, look-alikes inside Latin words made
 * Latin, invisible characters left out, and the escapes of JSON (`\n`, `\u0040`, `\"`) resolved.
 */
export function plainCharacters(text: string, escapes: boolean): View {
  const builder = createViewBuilder(text.length);
  let i = 0;
  let plain = 0;
  const flush = (until: number): void => {
    if (until > plain) builder.addPlain(text, plain, until);
    plain = until;
  };
  while (i < text.length) {
    const code = text.charCodeAt(i);
    let decoded: string | undefined;
    let length = 1;
    if (code === 92 && escapes) {
      const next = text[i + 1];
      const unicode = next === "u" ? /^[0-9A-Fa-f]{4}/.exec(text.slice(i + 2, i + 6))?.[0] : undefined;
      if (unicode) {
        decoded = String.fromCharCode(Number.parseInt(unicode, 16));
        length = 6;
      } else if (next === "n" || next === "r" || next === "t") {
        decoded = next === "t" ? "\t" : "\n";
        length = 2;
      } else if (next === '"' || next === "/" || next === "\\") {
        decoded = next;
        length = 2;
      }
    } else if (code > 127) {
      const point = text.codePointAt(i)!;
      const char = String.fromCodePoint(point);
      length = char.length;
      if (zeroWidth.test(char)) decoded = "";
      else if (isCompatibility(point)) decoded = char.normalize("NFKC");
      else if (lookAlikes[char] !== undefined && isInLatinWord(text, i)) decoded = lookAlikes[char];
    }
    if (decoded !== undefined && decoded !== text.slice(i, i + length)) {
      flush(i);
      builder.add(decoded, i, i + length);
      plain = i + length;
    }
    i += length;
  }
  flush(text.length);
  return builder.build();
}

/** Full-width forms, mathematical alphanumerics, enclosed letters and figures, superscripts, no-break spaces. */
function isCompatibility(point: number): boolean {
  return (
    (point >= 0xff01 && point <= 0xff5e) ||
    (point >= 0x1d400 && point <= 0x1d7ff) ||
    (point >= 0x2460 && point <= 0x24e9) ||
    (point >= 0x2070 && point <= 0x2089) ||
    point === 0xb2 ||
    point === 0xb3 ||
    point === 0xb9 ||
    point === 0x3000
  );
}

/** Whether Latin letters, digits or `@` stand within the same word as the unit at `i`. */
function isInLatinWord(text: string, i: number): boolean {
  const isWord = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}@._-]/u.test(char);
  let from = i;
  while (from > 0 && i - from < 32 && isWord(text[from - 1])) from--;
  let to = i;
  while (to + 1 < text.length && to - i < 32 && isWord(text[to + 1])) to++;
  return /[A-Za-z0-9@]/.test(text.slice(from, to + 1));
}
