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

/** From the hash of a word (`hashText`) to the mask of its classes, over all languages. */
export const wordClassMasks: ReadonlyMap<number, number> = buildMasks();

function buildMasks(): Map<number, number> {
  const masks = new Map<number, number>();
  for (const { words } of lexicons) {
    for (const name of wordClasses) {
      for (const word of words[name]?.split(" ") ?? []) {
        const hash = hashText(word);
        masks.set(hash, (masks.get(hash) ?? 0) | classBit(name));
      }
    }
  }
  return masks;
}
