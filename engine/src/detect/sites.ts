import { charClass, digit } from "./characters.ts";
import {
  type CompiledRecognizer,
  joinedDigits,
  lettersBeforeDigits,
  loneDigits,
  maxDigits,
  maxTokenLength,
  type RecognizerTables,
  type Site,
  siteFormsOf,
  tokens,
} from "./compile.ts";
import { reachAfter, reachBefore, speaksFor } from "./context.ts";
import { formsAt } from "./forms/form-automaton.ts";
import type { ScanResult } from "./scan.ts";

/**
 * Tries a recognizer at a place; gives the end of what it found there, or -1.
 * @param place number of the place where only the forms count that may match there; 0 for all forms
 */
export type Consider = (compiled: CompiledRecognizer, at: number, hasContext?: boolean, place?: number) => number;

/** Tries the recognizers of numbers and of words with digits, at those that the last walk over `text` found. */
export function runSites(text: string, from: number, tables: RecognizerTables, consider: Consider): void {
  if (tables.scanned.runStarts.length + tables.scanned.tokenStarts.length === 0) return;
  const runSite = createSiteRunner(text, tables, consider);
  runDigits(text, tables.scanned, tables, runSite);
  runTokens(text, tables.scanned, tables, runSite);
  runLettersBeforeDigits(text, from, tables.scanned, tables, runSite);
}

/** Runs the recognizers of a place; what matches there ends before `reach`. */
type SiteRunner = (site: Site, at: number, reach: number) => void;

/** No form that waits for a word is longer than this, the token at its start aside. */
const longestForm = 64;

/** Runs what a place calls for: code, and the forms that may match, those that wait for a word where it stands near. */
function createSiteRunner(text: string, tables: RecognizerTables, consider: Consider): SiteRunner {
  const { phraseStarts, phraseIds } = tables.scanned;
  const { visits } = tables;
  const { ran, forms } = visits;
  const { automaton, owners, numbers, found } = siteFormsOf(tables);
  let first = 0;

  const isNear = ({ evidence }: CompiledRecognizer, from: number, to: number): boolean => {
    const count = phraseIds.length;
    while (first < count && phraseStarts.items[first]! < from) first++;
    while (first > 0 && phraseStarts.items[first - 1]! >= from) first--;
    for (let i = first; i < count && phraseStarts.items[i]! < to; i++) {
      if ((evidence[phraseIds.items[i]!]! & speaksFor) !== 0) return true;
    }
    return false;
  };

  return (site, at, reach) => {
    for (let i = 0; i < site.finders.length; i++) consider(site.finders[i]!, at);
    if (!site.hasForms) return;
    const count = formsAt(automaton, text, at, found);
    if (count === 0) return;
    if (visits.place === 0x7fffffff) {
      ran.fill(0);
      forms.fill(0);
      visits.place = 0;
    }
    const place = ++visits.place;
    for (let i = 0; i < count; i++) forms[numbers[found[i]!]!] = place;
    for (let i = 0; i < count; i++) {
      const compiled = owners[found[i]!]!;
      if (ran[compiled.index] === place || site.takes[compiled.index] === 0) continue;
      ran[compiled.index] = place;
      const hasContext = compiled.hasWaiting && isNear(compiled, at - reachBefore, reach + longestForm + reachAfter);
      consider(compiled, at, hasContext, place);
    }
  };
}

/** Tries the digit recognizers at every run, knowing how many digits follow it in one number. */
function runDigits(text: string, scanned: ScanResult, tables: RecognizerTables, runSite: SiteRunner): void {
  const runStarts = scanned.runStarts.items;
  const runEnds = scanned.runEnds.items;
  const count = scanned.runStarts.length;
  if (count === 0) return;
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
    runSite(total === length ? loneDigits(tables, total) : joinedDigits(tables, total), start, runEnds[i]!);
  }
}

/** Tries the token recognizers at one to four letters apart from the digits that follow: `V-11470283`, `HH 01 23`. */
function runLettersBeforeDigits(
  text: string,
  from: number,
  scanned: ScanResult,
  tables: RecognizerTables,
  runSite: SiteRunner,
): void {
  const attempt = (start: number): void => {
    const separator = text.charCodeAt(start - 1);
    if (separator !== 45 && separator !== 32) return;
    let i = start - 1;
    while (i > from && start - 1 - i < 5 && isAsciiLetter(text.charCodeAt(i - 1))) i--;
    const letters = start - 1 - i;
    if (letters === 0 || letters > 4) return;
    if (i > from) {
      const before = text.charCodeAt(i - 1);
      if (before === 95 || charClass(before) === digit) return;
    }
    runSite(lettersBeforeDigits(tables), i, start);
  };
  for (const places of [scanned.runStarts, scanned.tokenStarts]) {
    for (let i = 0; i < places.length; i++) if (places.items[i]! > from + 1) attempt(places.items[i]!);
  }
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
  const before = charClass(text.charCodeAt(start - 2));
  return before === digit;
}

function runTokens(text: string, scanned: ScanResult, tables: RecognizerTables, runSite: SiteRunner): void {
  for (let i = 0; i < scanned.tokenStarts.length; i++) {
    const start = scanned.tokenStarts.items[i]!;
    if (start > 0 && text.charCodeAt(start - 1) === 95) continue;
    const end = scanned.tokenEnds.items[i]!;
    const length = Math.min(maxTokenLength, end - start);
    runSite(tokens(tables, length, charClass(text.charCodeAt(start)) !== digit), start, end);
  }
}
