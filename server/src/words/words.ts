import { english } from "./english.ts";
import { german } from "./german.ts";

export type WordKey = keyof typeof english;

/** What the server says in one language: a text by its key, with what stands in its places. */
export type Words = (key: WordKey, ...values: readonly (string | number)[]) => string;

/** The languages besides English, by the first part of their tag. */
export const translations: Readonly<Record<string, Readonly<Record<WordKey, string>>>> = { de: german };

/** The words for a client's locale, such as `de` or `de-AT`; English for all that there is no translation for. */
export function wordsFor(locale: string | undefined): Words {
  const language = locale?.toLowerCase().split(/[-_]/)[0] ?? "";
  const texts = Object.hasOwn(translations, language) ? translations[language]! : english;
  return (key, ...values) => texts[key].replace(/\{(\d)\}/g, (place, index) => String(values[Number(index)] ?? place));
}
