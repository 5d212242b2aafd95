import type { ByteReader, ByteWriter } from "./byte-stream.ts";

/** Strings by number, each once. */
export interface StringTable {
  /** The number of a string, which is added where it is new. */
  id(text: string): number;
  all(): readonly string[];
}

/** A table that begins with the strings given, under their indexes. */
export function createStringTable(initial: readonly string[]): StringTable {
  const strings = [...initial];
  const ids = new Map(initial.map((text, id) => [text, id]));
  return {
    id(text) {
      let id = ids.get(text);
      if (id === undefined) {
        id = strings.length;
        strings.push(text);
        ids.set(text, id);
      }
      return id;
    },
    all: () => strings,
  };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Writes strings as their lengths and one text. */
export function writeStrings(stream: ByteWriter, strings: readonly string[]): void {
  stream.uint(strings.length);
  for (const text of strings) stream.uint(text.length);
  const whole = strings.join("");
  // Half a surrogate pair has no form in UTF-8.
  const units = /\p{Surrogate}/u.test(whole);
  const bytes = units ? unitsOf(whole) : encoder.encode(whole);
  stream.uint(units ? 1 : 0);
  stream.uint(bytes.length);
  stream.bytes(bytes);
}

export function readStrings(stream: ByteReader): string[] {
  const lengths = new Array<number>(stream.uint());
  for (let i = 0; i < lengths.length; i++) lengths[i] = stream.uint();
  const units = stream.uint() === 1;
  const bytes = stream.bytes(stream.uint());
  // What lies in memory that threads share cannot be decoded where it is.
  const own = bytes.slice();
  const whole = units ? textOfUnits(own) : decoder.decode(own);
  const strings = new Array<string>(lengths.length);
  let at = 0;
  for (let i = 0; i < lengths.length; i++) {
    const end = at + lengths[i]!;
    strings[i] = whole.slice(at, end);
    at = end;
  }
  return strings;
}

function unitsOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[2 * i] = unit & 0xff;
    bytes[2 * i + 1] = unit >> 8;
  }
  return bytes;
}

function textOfUnits(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i + 1 < bytes.length; i += 2) text += String.fromCharCode(bytes[i]! | (bytes[i + 1]! << 8));
  return text;
}
