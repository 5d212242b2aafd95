import { RE2JS } from "re2js";
import type { Entity } from "../model/index.ts";
import { charClass, foldCase, ideograph } from "./characters.ts";
import { allWords } from "./compile.ts";
import { combineEvidence } from "./context.ts";
import { categoryOfEntity } from "./entity-types.ts";
import { createLexicon, emptyHash, hashStep, type Lexicon, matchPhrase, wordEnd, wordsOf } from "./lexicon.ts";
import type { Validator, WordsByLanguage } from "./recognizer.ts";
import { validators } from "./validators/index.ts";

/**
 * A recognizer of a team's own, as `.promptveil.yml` writes it under `detect.recognizers`:
 * `{ id: ticket, type: TICKET_ID, patterns: ["TK-[0-9]{6}"], context: [ticket], score: 0.5 }`.
 */
export interface CustomRecognizer {
  readonly id: string;
  /** Entity type; default the id in capitals. */
  readonly type?: string;
  /** Fideslang category; default that of the type, else `user`. */
  readonly category?: string;
  /** Regular expressions in RE2's syntax; they run in linear time. */
  readonly patterns?: readonly (string | { readonly pattern: string; readonly score?: number })[];
  /** Words and phrases that are always reported. */
  readonly words?: readonly string[];
  /** Words that make a match of a pattern likelier; with them, a match without them counts half. */
  readonly context?: readonly string[] | WordsByLanguage;
  /** Confidence of a match, from 0 to 1; default 0.85 for words, 0.6 for patterns. */
  readonly score?: number;
  /** Id of a check, such as `luhn`, `iban` or `es-dni`; what it refuses is no match. */
  readonly checksum?: string;
  /** Values that are never reported. */
  readonly allow?: readonly string[];
  /** Values that are always reported, as `words`. */
  readonly deny?: readonly string[];
}

export interface CustomDetection {
  /** Entities of the team's own recognizers and of the deny list. May overlap. */
  find(text: string): Entity[];
  /** What is wrong with the recognizers, in plain words; a recognizer with a problem is left out. */
  readonly problems: readonly string[];
}

interface CompiledCustom {
  readonly id: string;
  readonly type: string;
  readonly category: string;
  readonly patterns: readonly { readonly regex: RE2JS; readonly score: number }[];
  readonly context: readonly string[];
  readonly validate: Validator | undefined;
  readonly allow: ReadonlySet<string>;
}

/** How near a context word must stand, in UTF-16 units. */
const contextReach = 60;

/** Compiles a policy's own recognizers and its deny list. Never throws: what is broken is named in `problems`. */
export function compileCustom(raw: readonly unknown[], deny: readonly string[] = []): CustomDetection {
  const problems: string[] = [];
  const compiled: CompiledCustom[] = [];
  const wordOwners: {
    readonly word: string;
    readonly id: string;
    readonly type: string;
    readonly category: string;
    readonly score: number;
  }[] = deny.map((word) => ({ word, id: "deny-list", type: "CUSTOM", category: "user", score: 0.99 }));

  raw.forEach((entry, index) => {
    const recognizer = entry as Partial<CustomRecognizer> | null;
    const name = typeof recognizer?.id === "string" ? recognizer.id : `detect.recognizers.${index}`;
    if (recognizer === null || typeof recognizer !== "object") {
      problems.push(`${name} is no recognizer.`);
      return;
    }
    const type = recognizer.type ?? name.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
    const category = recognizer.category ?? categoryOfEntity(type);
    const validate = recognizer.checksum === undefined ? undefined : validators[recognizer.checksum];
    if (recognizer.checksum !== undefined && !validate) {
      problems.push(`${name}: there is no check named ${recognizer.checksum}.`);
      return;
    }
    const patterns: { regex: RE2JS; score: number }[] = [];
    for (const form of recognizer.patterns ?? []) {
      const source = typeof form === "string" ? form : form.pattern;
      const score = (typeof form === "string" ? undefined : form.score) ?? recognizer.score ?? 0.6;
      try {
        patterns.push({ regex: RE2JS.compile(source), score });
      } catch {
        problems.push(`${name}: a pattern is not a regular expression that RE2 takes.`);
        return;
      }
    }
    for (const word of [...(recognizer.words ?? []), ...(recognizer.deny ?? [])]) {
      wordOwners.push({ word, id: name, type, category, score: recognizer.score ?? 0.85 });
    }
    const context = Array.isArray(recognizer.context)
      ? (recognizer.context as readonly string[])
      : allWords(recognizer.context as WordsByLanguage | undefined);
    const allow = new Set((recognizer.allow ?? []).map((value) => value.toLowerCase()));
    compiled.push({
      id: name,
      type,
      category,
      patterns,
      context: context.map((word) => wordsOf(word.toLowerCase()).join(" ")),
      validate,
      allow,
    });
  });

  const lexicon = wordOwners.length > 0 ? createLexicon(wordOwners.map(({ word }) => word.toLowerCase())) : undefined;

  const find = (text: string): Entity[] => {
    const entities: Entity[] = [];
    for (const recognizer of compiled) {
      for (const { regex, score } of recognizer.patterns) {
        const matcher = regex.matcher(text);
        while (matcher.find()) {
          const start = matcher.start();
          const end = matcher.end();
          const value = text.slice(start, end);
          if (end <= start || recognizer.allow.has(value.toLowerCase())) continue;
          if (recognizer.validate && !recognizer.validate(value)) continue;
          const near = hasWordNear(text, start, end, recognizer.context);
          const judged = recognizer.context.length === 0 ? score : near ? combineEvidence(score, 0, 0.6, 0) : score / 2;
          entities.push({
            type: recognizer.type,
            category: recognizer.category,
            start,
            end,
            score: judged,
            recognizer: recognizer.id,
          });
        }
      }
    }
    if (lexicon) {
      forEachPhrase(text, lexicon, (phrase, start, end) => {
        const { id, type, category, score } = wordOwners[phrase]!;
        entities.push({ type, category, start, end, score, recognizer: id });
      });
    }
    return entities;
  };
  return { find, problems };
}

function hasWordNear(text: string, start: number, end: number, words: readonly string[]): boolean {
  if (words.length === 0) return false;
  const near = ` ${wordsOf(text.slice(Math.max(0, start - contextReach), start)).join(" ")} | ${wordsOf(text.slice(end, end + contextReach)).join(" ")} `;
  return words.some((word) => near.includes(` ${word} `));
}

/** Calls back for every phrase of a lexicon in a text; phrases begin at words. */
function forEachPhrase(
  text: string,
  lexicon: Lexicon,
  found: (phrase: number, start: number, end: number) => void,
): void {
  let i = 0;
  while (i < text.length) {
    const end = wordEnd(text, i);
    if (end === i) {
      i++;
      continue;
    }
    const follows = i > 0 && charClass(text.charCodeAt(i - 1)) >= 1 && charClass(text.charCodeAt(i - 1)) < ideograph;
    if (!follows) {
      let hash = emptyHash;
      for (let k = i; k < end; k++) hash = hashStep(hash, foldCase(text.charCodeAt(k)));
      const phrase = matchPhrase(lexicon, text, i, end, hash);
      const matchEnd = lexicon.matchEnd;
      const after = charClass(text.charCodeAt(matchEnd));
      if (phrase >= 0 && (after === 0 || after >= ideograph)) found(phrase, i, matchEnd);
    }
    i = end;
  }
}
