import type { Entity } from "../model/index.ts";
import { charClass, digit, ideograph, lower } from "./characters.ts";
import {
  type CompiledPattern,
  type CompiledRecognizer,
  pairKey,
  patternsOf,
  type RecognizerTables,
  regexOf,
  supportedBy,
} from "./compile.ts";
import { type ContextEvidence, combineEvidence, contextEvidence } from "./context.ts";
import { categoryOfEntity } from "./entity-types.ts";
import type { HiddenHints } from "./hidden/hints.ts";
import type { FoundForm } from "./recognizer.ts";
import { type Places, type ScanResult, scan } from "./scan.ts";
import { type Consider, runSites } from "./sites.ts";

export interface RunOptions {
  readonly reservedExamples: boolean;
}

export interface RunResult {
  /** May overlap; in no order. */
  readonly entities: Entity[];
  /** What the walk over the text says about hidden forms. */
  readonly hints: HiddenHints;
}

/** Shorter words hold no address or number in base64. */
const minEncodedLength = 16;

function hintsOf(
  { disguisedPlaces, escaped, encodedPlaces, tokenStarts, tokenEnds }: ScanResult,
  supported: Uint8Array,
): HiddenHints {
  const longTokens: number[] = [];
  for (let i = 0; i < tokenStarts.length; i++) {
    if (tokenEnds.items[i]! - tokenStarts.items[i]! >= minEncodedLength) longTokens.push(tokenStarts.items[i]!);
  }
  return {
    disguised: placesOf(disguisedPlaces),
    escaped,
    encoded: placesOf(encodedPlaces),
    longTokens,
    supported,
  };
}

function placesOf({ items, length }: Places): readonly number[] {
  return length === 0 ? [] : [...items.subarray(0, length)];
}

/** What may stand between a label and its value: words, signs, quotes, at most one line break. Sticky. */
const connector =
  /(?:\.(?=[ \t]{0,2}[:=#])|(?<=[nN](?:o|os|r|um|º|°)|[cC]ol|[aA]z|[rR]ef|[gG]z|[rR]\.[gG]|[rR]\.[nN]\.[rR]|[cC]onf)\.|,(?=[ \t]{0,2}(?:no|nr|num|number|nº)(?![\p{L}])))?(?:[ \t]{0,3}(?:(?:is|was|are|number|numbers|no\.?|nr\.?|num\.?|id|code|being|of|ist|lautet|est|es|è|é|são|sind|son|sono|är|jest|to|as|nummer|numéro|número|numero|núm\.?|n\.?[°º])(?![\p{L}])|#|:|=>|=|->|-(?![\p{L}])|–|—|(?<=[ \t])\(|(?<=[ \t:=])\[|"|'|`|\\"|“|„|«|：|\*\*|\|)){0,6}[ \t]{0,3}(?:\r?\n[ \t]{0,4})?["'`“„«([]?/iuy;

/** From a question to what the other one answers: "your account number?" and on the next line "Customer: ". Sticky. */
const answer = /[^?!.\r\n]{0,24}[?][ \t]*\r?\n[^:?!.\r\n]{1,24}: {1,2}#?/y;

/** A sign or a verb that ties a value to its label. */
const link = /[:=：|]|->|(?<![\p{L}])(?:is|was|are|being|ist|lautet|est|es|è|é|são|sono|är|jest|to|as)(?![\p{L}])/iu;

/**
 * Runs recognizers over `from`…`to` of a text. Entities may overlap and are in no order.
 * @param supported by recognizer, 1 where a larger text that this one is from has its words
 */
export function runRecognizers(
  text: string,
  from: number,
  to: number,
  tables: RecognizerTables,
  options: RunOptions,
  supported?: Uint8Array,
): RunResult {
  const { scanned } = tables;
  scan(text, tables, scanned);
  const entities: Entity[] = [];
  const seen = supported ? supported.slice() : new Uint8Array(tables.all.length);
  const { seenPhrases } = tables;
  for (let i = 0; i < scanned.phraseIds.length; i++) {
    const phrase = scanned.phraseIds.items[i]!;
    if (seenPhrases[phrase] === 1) continue;
    seenPhrases[phrase] = 1;
    for (const index of supportedBy(tables, phrase)) seen[index] = 1;
  }
  for (let i = 0; i < scanned.phraseIds.length; i++) seenPhrases[scanned.phraseIds.items[i]!] = 0;

  // One request serves all recognizers of code: they look at it and forget it.
  let finding: CompiledRecognizer | undefined;
  let evidence: ContextEvidence | undefined;
  const request = {
    text,
    at: from,
    from,
    to,
    hasContext: false,
    support: (): number => {
      if (!finding || seen[finding.index] === 0) return 0;
      evidence ??= contextEvidence(text, scanned, request.at, request.at, from, finding.evidence);
      return evidence.support;
    },
  };

  const { forms } = tables.visits;
  const isActive = (compiled: CompiledRecognizer): boolean => !compiled.needsContext || seen[compiled.index] === 1;
  const consider = (
    compiled: CompiledRecognizer,
    at: number,
    hasContext = seen[compiled.index] === 1,
    place = 0,
  ): number => {
    const { recognizer } = compiled;
    if (compiled.needsContext && !hasContext) return -1;
    if (recognizer.find) {
      finding = compiled;
      evidence = undefined;
      request.at = at;
      request.hasContext = seen[compiled.index] === 1;
      const found = recognizer.find(request);
      return found ? accept(compiled, found, undefined) : -1;
    }
    const patterns = patternsOf(compiled);
    for (let i = 0; i < patterns.length; i++) {
      const pattern = patterns[i]!;
      if (pattern.needsContext && !hasContext) continue;
      if (place > 0 && forms[compiled.firstForm + i] !== place) continue;
      const regex = regexOf(pattern);
      regex.lastIndex = at;
      if (!regex.test(text) || regex.lastIndex > to) continue;
      let start = at;
      let end = regex.lastIndex;
      if (pattern.hasValue) {
        regex.lastIndex = at;
        const match = regex.exec(text)!;
        const value = match.groups?.value;
        if (value !== undefined) {
          start += match[0].indexOf(value);
          end = start + value.length;
        }
      }
      if (end <= start) continue;
      if (pattern.validate && !pattern.validate(text.slice(start, end))) continue;
      const result = accept(compiled, { start, end, score: pattern.score }, pattern);
      if (result >= 0) return result;
    }
    return -1;
  };

  const accept = (compiled: CompiledRecognizer, found: FoundForm, form: CompiledPattern | undefined): number => {
    const { recognizer } = compiled;
    const { end } = found;
    // In JSON that is quoted once more, the letter of `\n` is no part of what follows it.
    const start = scanned.escaped && followsEscape(text, found.start) ? found.start + 1 : found.start;
    const reserved = options.reservedExamples ? [] : compiled.reserved();
    if (reserved.length > 0) {
      const value = text.slice(start, end);
      if (reserved.some((pattern) => pattern.test(value))) return end;
    }
    const evidence = contextEvidence(text, scanned, start, end, from, compiled.evidence);
    if ((form?.needsContext ?? compiled.needsContext) && evidence.support === 0) return -1;
    const score = combineEvidence(
      found.score,
      form?.validate ? compiled.checksumScore : 0,
      evidence.support,
      evidence.against,
    );
    const type = found.type ?? recognizer.type;
    entities.push({
      type,
      category: categoryOfEntity(type),
      start,
      end,
      score: Math.round(score * 1000) / 1000,
      recognizer: recognizer.id,
    });
    return end;
  };

  runSites(text, from, tables, consider);
  for (let i = 0; i < scanned.literalStarts.length; i++) {
    const start = scanned.literalStarts.items[i]!;
    const list = tables.literals.get(pairKey(text.charCodeAt(start), text.charCodeAt(start + 1)));
    for (const { compiled, literal, anyCase, back } of list ?? []) {
      if (start - back < from) continue;
      if (anyCase ? startsWithAnyCase(text, start, literal) : text.startsWith(literal, start))
        consider(compiled, start - back);
    }
  }
  runArounds(text, from, scanned, tables, consider);
  for (let i = 0; i < scanned.phraseIds.length; i++) {
    const phrase = scanned.phraseIds.items[i]!;
    const begun = tables.begun[phrase];
    if (begun) for (const compiled of begun) consider(compiled, scanned.phraseStarts.items[i]!);
    const announced = tables.announced[phrase];
    if (!announced?.some(({ compiled }) => isActive(compiled))) continue;
    const end = scanned.phraseEnds.items[i]!;
    answer.lastIndex = end;
    if (answer.test(text) && answer.lastIndex < to)
      for (const trigger of announced) if (!trigger.linked) consider(trigger.compiled, answer.lastIndex);
    connector.lastIndex = end;
    connector.test(text);
    const value = connector.lastIndex;
    if (value <= end || value >= to) continue;
    const linked = link.test(text.slice(end, value));
    for (const trigger of announced) if (linked || !trigger.linked) consider(trigger.compiled, value);
  }
  return { entities, hints: hintsOf(scanned, seen) };
}

/** Whether the text reads as an ASCII literal in small letters does, without regard to case. */
function startsWithAnyCase(text: string, start: number, literal: string): boolean {
  if (start + literal.length > text.length) return false;
  for (let i = 0; i < literal.length; i++) {
    const code = text.charCodeAt(start + i);
    if ((code >= 65 && code <= 90 ? code + 32 : code) !== literal.charCodeAt(i)) return false;
  }
  return true;
}

function followsEscape(text: string, start: number): boolean {
  if (start === 0 || text.charCodeAt(start - 1) !== 92) return false;
  const code = text.charCodeAt(start);
  return code === 110 || code === 114 || code === 116;
}

function runArounds(
  text: string,
  from: number,
  scanned: ScanResult,
  tables: RecognizerTables,
  consider: Consider,
): void {
  if (scanned.charPlaces.length === 0) return;
  const ends = new Int32Array(tables.all.length);
  for (let i = 0; i < scanned.charPlaces.length; i++) {
    const place = scanned.charPlaces.items[i]!;
    const code = text.charCodeAt(place);
    const next = place + 1 < text.length ? text.charCodeAt(place + 1) : 0;
    for (const trigger of tables.arounds) {
      if (trigger.char !== code || ends[trigger.compiled.index]! > place) continue;
      if (trigger.after && (next >= 128 || trigger.after[next] === 0)) continue;
      let start = place;
      const floor = Math.max(from, place - trigger.maxBefore);
      while (start > floor) {
        const previous = text.charCodeAt(start - 1);
        const fits = previous < 128 ? trigger.before[previous] === 1 : isLetter(previous);
        if (!fits) break;
        start--;
      }
      if (start === floor && floor > from && start < place) {
        const previous = text.charCodeAt(start - 1);
        if (previous < 128 ? trigger.before[previous] === 1 : isLetter(previous)) continue;
      }
      const end = consider(trigger.compiled, start);
      if (end > 0) ends[trigger.compiled.index] = end;
    }
  }
}

function isLetter(code: number): boolean {
  const kind = charClass(code);
  return kind >= lower && kind <= ideograph && kind !== digit;
}
