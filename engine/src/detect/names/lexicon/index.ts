import { hashText } from "../hash.ts";
import { german } from "./de.ts";
import { english } from "./en.ts";
import { spanish } from "./es.ts";
import { french } from "./fr.ts";
import { italian } from "./it.ts";
import { dutch } from "./nl.ts";
import { nordic } from "./nordic.ts";
import { slavic } from "./pl.ts";
import { portuguese } from "./pt.ts";
import { type Lexicon, type WordClass, wordClasses } from "./word-class.ts";

/** All languages whose words of context are known. A new language is a new file in this list. */
export const lexicons: readonly Lexicon[] = [
  english,
  german,
  french,
  spanish,
  italian,
  portuguese,
  dutch,
  nordic,
  slavic,
  {
    language: "und",
    words: { connector: "bin ibn al el abu ben ap mac mc de la le du st san santa dos das von zu ter y" },
  },
];

/** The bit of a word class in a class mask. */
export function classBit(name: WordClass): number {
  return 1 << wordClasses.indexOf(name);
}

/** From the hash of a word (`hashText`) to the mask of its classes, over all languages, by open addressing. */
export interface WordClassTable {
  readonly keys: Int32Array;
  /** 0 where a slot is free. */
  readonly masks: Int32Array;
}

let table: WordClassTable | undefined;

/** The table of all lexicons, built when first asked for: who looks for no names need not wait for it. */
export function wordClassTable(): WordClassTable {
  table ??= buildTable();
  return table;
}

/** The word-class bits of a word by its hash. */
export function classMask({ keys, masks }: WordClassTable, hash: number): number {
  const last = keys.length - 1;
  let slot = hash & last;
  while (masks[slot] !== 0) {
    if (keys[slot] === hash) return masks[slot]!;
    slot = (slot + 1) & last;
  }
  return 0;
}

function buildTable(): WordClassTable {
  let count = 0;
  for (const { words } of lexicons) for (const name of wordClasses) count += words[name]?.split(" ").length ?? 0;
  let size = 1024;
  while (size < count * 2) size *= 2;
  const keys = new Int32Array(size);
  const masks = new Int32Array(size);
  for (const { words } of lexicons) {
    for (const name of wordClasses) {
      const list = words[name] ?? "";
      const bit = classBit(name);
      for (let start = 0; start < list.length; ) {
        const space = list.indexOf(" ", start);
        const end = space < 0 ? list.length : space;
        const hash = hashText(list, start, end);
        let slot = hash & (size - 1);
        while (masks[slot] !== 0 && keys[slot] !== hash) slot = (slot + 1) & (size - 1);
        keys[slot] = hash;
        masks[slot]! |= bit;
        start = end + 1;
      }
    }
  }
  return { keys, masks };
}
