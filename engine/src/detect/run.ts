import type { Entity } from "../model/index.ts";
import { charClasses, digit, ideograph, lower, upper } from "./characters.ts";
import { type CompiledPattern, type CompiledRecognizer, maxDigits, pairKey, type RecognizerTables } from "./compile.ts";
import { combineEvidence, contextEvidence } from "./context.ts";
import { categoryOfEntity } from "./entity-types.ts";
import type { FoundForm } from "./recognizer.ts";
import { type ScanResult, scan } from "./scan.ts";

export interface RunOptions {
  readonly reservedExamples: boolean;
  /** By recognizer index: 1 where the caller wants its type. */
  readonly wanted: Uint8Array;
}

export interface RunResult {
  readonly entities: Entity[];
  readonly scanned: ScanResult;
}

/** What may stand between a label and its value: words, signs, quotes, at most one line break. Sticky. */
const connector =
  /(?:[ \t]{0,3}(?:is|was|are|number|numbers|no\.?|nr\.?|num\.?|id|code|being|of|ist|lautet|est|es|è|é|são|sind|son|sono|är|jest|to|as|nummer|numéro|número|numero|n[°º]|#|:|=|=>|->|-|–|—|(?<=[ \t])\(|(?<=[ \t:=])\[|"|'|`|\\"|“|„|«|：|\*\*|\|)(?![\p{L}])){0,6}[ \t]{0,3}(?:\r?\n[ \t]{0,4})?["'`“„«([]?/iuy;

/** A sign or a verb that ties a value to its label. */
const link = /[:=：|]|->|(?<![\p{L}])(?:is|was|are|being|ist|lautet|est|es|è|é|são|sono|är|jest|to|as)(?![\p{L}])/iu;

/** Runs recognizers over `from`…`to` of a text. Entities may overlap and are in no order. */
export function runRecognizers(
  text: string,
  from: number,
  to: number,
  tables: RecognizerTables,
  options: RunOptions,
): RunResult {
  const scanned = scan(text, from, to, tables);
  const entities: Entity[] = [];
  const seen = new Uint8Array(tables.all.length);
  for (const phrase of new Set(scanned.phraseIds)) {
    for (const index of tables.supported[phrase]!) seen[index] = 1;
  }

  const isActive = (compiled: CompiledRecognizer): boolean =>
    options.wanted[compiled.index] === 1 && (!compiled.needsContext || seen[compiled.index] === 1);
  const consider = (compiled: CompiledRecognizer, at: number): number => {
    const { recognizer } = compiled;
    if (!isActive(compiled)) return -1;
    if (recognizer.find) {
      let evidence: ReturnType<typeof contextEvidence> | undefined;
      const found = recognizer.find({
        text,
        at,
        from,
        to,
        support: () => {
          evidence ??= contextEvidence(text, scanned, at, at, from, compiled.supports, compiled.speaksAgainst);
          return evidence.support;
        },
      });
      return found ? accept(compiled, found, undefined) : -1;
    }
    for (const pattern of compiled.patterns) {
      if (pattern.needsContext && seen[compiled.index] === 0) continue;
      pattern.regex.lastIndex = at;
      const match = pattern.regex.exec(text);
      if (!match || match.index + match[0].length > to) continue;
      const value = match.groups?.value;
      const start = value === undefined ? match.index : match.index + match[0].indexOf(value);
      const end = start + (value ?? match[0]).length;
      if (end <= start) continue;
      if (pattern.validate && !pattern.validate(text.slice(start, end))) continue;
      const result = accept(compiled, { start, end, score: pattern.score }, pattern);
      if (result >= 0) return result;
    }
    return -1;
  };

  const accept = (compiled: CompiledRecognizer, found: FoundForm, form: CompiledPattern | undefined): number => {
    const { recognizer } = compiled;
    const { start, end } = found;
    if (!options.reservedExamples && compiled.reserved.length > 0) {
      const value = text.slice(start, end);
      if (compiled.reserved.some((pattern) => pattern.test(value))) return end;
    }
    const evidence = contextEvidence(text, scanned, start, end, from, compiled.supports, compiled.speaksAgainst);
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

  runDigits(text, scanned, tables, isActive, consider);
  runLettersBeforeDigits(text, from, scanned, tables, isActive, seen, consider);
  runTokens(text, scanned, tables, isActive, consider);
  for (const start of scanned.literalStarts) {
    const list = tables.literals.get(pairKey(text.charCodeAt(start), text.charCodeAt(start + 1)));
    for (const { compiled, literal, anyCase, back } of list ?? []) {
      if (start - back < from) continue;
      const begins = anyCase
        ? text.slice(start, start + literal.length).toLowerCase() === literal.toLowerCase()
        : text.startsWith(literal, start);
      if (begins) consider(compiled, start - back);
    }
  }
  runArounds(text, from, scanned, tables, consider);
  for (let i = 0; i < scanned.phraseIds.length; i++) {
    const phrase = scanned.phraseIds[i]!;
    for (const compiled of tables.begun[phrase]!) consider(compiled, scanned.phraseStarts[i]!);
    const announced = tables.announced[phrase]!;
    if (announced.length === 0 || !announced.some(({ compiled }) => isActive(compiled))) continue;
    const end = scanned.phraseEnds[i]!;
    connector.lastIndex = end;
    connector.exec(text);
    const value = connector.lastIndex;
    if (value <= end || value >= to) continue;
    const linked = link.test(text.slice(end, value));
    for (const trigger of announced) if (linked || !trigger.linked) consider(trigger.compiled, value);
  }
  return { entities, scanned };
}

type Consider = (compiled: CompiledRecognizer, at: number) => number;

/** Tries the digit recognizers at every run, knowing how many digits follow it in one number. */
function runDigits(
  text: string,
  scanned: ScanResult,
  tables: RecognizerTables,
  isActive: (compiled: CompiledRecognizer) => boolean,
  consider: Consider,
): void {
  // Most recognizers wait for a word that this text does not have: leave them out once, not at every number.
  const active: (readonly CompiledRecognizer[] | undefined)[] = [];
  const { runStarts, runEnds } = scanned;
  const count = runStarts.length;
  // Digits from a run to the end of the number it begins: runs with at most three separators between belong together.
  const totals = new Int32Array(count);
  for (let i = count - 1; i >= 0; i--) {
    const length = runEnds[i]! - runStarts[i]!;
    const joined = i + 1 < count && runsJoin(text, runEnds[i]!, runStarts[i + 1]!);
    totals[i] = Math.min(maxDigits, length + (joined ? totals[i + 1]! : 0));
  }
  for (let i = 0; i < count; i++) {
    const start = runStarts[i]!;
    if (isInsideNumber(text, start)) continue;
    const length = Math.min(maxDigits, runEnds[i]! - start);
    const total = totals[i]!;
    const lone = total === length;
    const key = total * 2 + (lone ? 1 : 0);
    active[key] ??= (lone ? tables.loneDigits : tables.joinedDigits)[total]!.filter(isActive);
    for (const compiled of active[key]) consider(compiled, start);
  }
}

/** Tries the token recognizers at one to four letters apart from the digits that follow: `V-11470283`, `HH 01 23`. */
function runLettersBeforeDigits(
  text: string,
  from: number,
  scanned: ScanResult,
  tables: RecognizerTables,
  isActive: (compiled: CompiledRecognizer) => boolean,
  seen: Uint8Array,
  consider: Consider,
): void {
  const active = tables.tokens.filter((trigger) => trigger.shape === "X" && isActive(trigger.compiled));
  if (active.length === 0) return;
  const supported = active.filter((trigger) => seen[trigger.compiled.index] === 1);
  const attempt = (start: number): void => {
    const separator = text.charCodeAt(start - 1);
    if (separator !== 45 && (separator !== 32 || supported.length === 0)) return;
    let i = start - 1;
    while (i > from && start - 1 - i < 5 && isAsciiLetter(text.charCodeAt(i - 1))) i--;
    const letters = start - 1 - i;
    if (
      letters === 0 ||
      letters > 4 ||
      (i > from && text.charCodeAt(i - 1) === 95) ||
      (i > from && charClasses[text.charCodeAt(i - 1)] === digit)
    )
      return;
    for (const trigger of separator === 45 ? active : supported) consider(trigger.compiled, i);
  };
  for (const start of scanned.runStarts) if (start > from + 1) attempt(start);
  for (const start of scanned.tokenStarts) if (start > from + 1) attempt(start);
}

function isAsciiLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** Whether one number can span both runs: nothing but one to three of space, dot, dash, slash, brackets between. */
function runsJoin(text: string, end: number, nextStart: number): boolean {
  if (nextStart - end > 3) return false;
  for (let i = end; i < nextStart; i++) {
    const code = text.charCodeAt(i);
    // space ( ) - . / no-break space, dashes
    if (
      code !== 32 &&
      code !== 45 &&
      code !== 46 &&
      code !== 47 &&
      code !== 40 &&
      code !== 41 &&
      code !== 160 &&
      !(code >= 0x2010 && code <= 0x2014)
    ) {
      return false;
    }
  }
  return true;
}

/** Whether the run goes on a number or an identifier that began before it: `12-345`, `v1.2`, `a_7`. */
function isInsideNumber(text: string, start: number): boolean {
  if (start === 0) return false;
  const code = text.charCodeAt(start - 1);
  if (code === 95) return true;
  if (code !== 45 && code !== 46 && code !== 47) return false;
  if (start === 1) return false;
  const before = charClasses[text.charCodeAt(start - 2)]!;
  return before === digit;
}

function runTokens(
  text: string,
  scanned: ScanResult,
  tables: RecognizerTables,
  isActive: (compiled: CompiledRecognizer) => boolean,
  consider: Consider,
): void {
  const { tokenStarts, tokenEnds } = scanned;
  if (tokenStarts.length === 0) return;
  const active = tables.tokens.filter((trigger) => isActive(trigger.compiled));
  for (let i = 0; i < tokenStarts.length; i++) {
    const start = tokenStarts[i]!;
    if (start > 0 && text.charCodeAt(start - 1) === 95) continue;
    const length = tokenEnds[i]! - start;
    for (const trigger of active) {
      if (length < trigger.min || length > trigger.max) continue;
      if (hasShape(text, start, trigger.shape)) consider(trigger.compiled, start);
    }
  }
}

function hasShape(text: string, start: number, shape: string): boolean {
  for (let i = 0; i < shape.length; i++) {
    const kind = charClasses[text.charCodeAt(start + i)];
    const wanted = shape.charCodeAt(i);
    if (
      wanted === 65
        ? kind !== lower && kind !== upper
        : wanted === 57
          ? kind !== digit
          : !(kind! >= lower && kind! <= digit)
    ) {
      return false;
    }
  }
  return true;
}

function runArounds(
  text: string,
  from: number,
  scanned: ScanResult,
  tables: RecognizerTables,
  consider: Consider,
): void {
  const ends = new Int32Array(tables.all.length);
  for (const place of scanned.charPlaces) {
    const code = text.charCodeAt(place);
    for (const trigger of tables.arounds) {
      if (trigger.char !== code || ends[trigger.compiled.index]! > place) continue;
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
  const kind = charClasses[code]!;
  return kind >= lower && kind <= ideograph && kind !== digit;
}
