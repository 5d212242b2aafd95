import type { Span } from "../../model/index.ts";

/** What models put before, between and after the words of a text. */
const controlPiece = /^(?:\[(?:CLS|SEP|PAD|MASK)\]|<\/?s>|<pad>|<(?:begin|end)(?:_|▁)of(?:_|▁)\w+>|<\|[^|]*\|>)$/i;
/** A piece that stands for text that the model's vocabulary lacks, or for a part of a character. */
const unknownPiece = /^(?:\[UNK\]|<unk>)$|�/i;
/** Marks of vocabularies: a piece that goes on a word, one that begins a word, a space. */
const pieceMark = /^##|[▁ĠĊ]/g;

/** How far ahead a piece is looked for after pieces whose text is not known, in characters. */
const furthestAhead = 64;

/**
 * Where the pieces of a tokenizer stand in the text that they were made from. Tokenizers lower the case, drop accents
 * and join white space, so that letters are compared without these. `undefined` for pieces that stand for no text, and
 * for those that cannot be found; a piece of unknown text is as long as what its neighbours leave.
 */
export function alignPieces(text: string, pieces: readonly string[]): (Span | undefined)[] {
  const { letters, places } = plainLetters(text);
  const spans: (Span | undefined)[] = [];
  let at = 0;
  let unknownFrom = -1;
  for (const [index, piece] of pieces.entries()) {
    if (controlPiece.test(piece)) {
      spans.push(undefined);
      continue;
    }
    if (unknownPiece.test(piece)) {
      if (unknownFrom < 0) unknownFrom = index;
      spans.push(undefined);
      continue;
    }
    const wanted = plainLetters(piece.replace(pieceMark, "")).letters;
    if (wanted === "") {
      spans.push(undefined);
      continue;
    }
    const found = unknownFrom < 0 && letters.startsWith(wanted, at) ? at : letters.indexOf(wanted, at);
    if (found < 0 || found > at + furthestAhead) {
      spans.push(undefined);
      continue;
    }
    if (unknownFrom >= 0) fillUnknown(spans, unknownFrom, index, at, found, places);
    unknownFrom = -1;
    spans.push(spanOf(places, found, found + wanted.length));
    at = found + wanted.length;
  }
  if (unknownFrom >= 0) fillUnknown(spans, unknownFrom, pieces.length, at, letters.length, places);
  return spans;
}

/** Gives pieces of unknown text, all of them together, what stands between their neighbours. */
function fillUnknown(
  spans: (Span | undefined)[],
  first: number,
  end: number,
  from: number,
  to: number,
  places: readonly Span[],
): void {
  if (to <= from || to - from > furthestAhead) return;
  const span = spanOf(places, from, to);
  for (let index = first; index < end; index++) spans[index] = span;
}

function spanOf(places: readonly Span[], from: number, to: number): Span {
  return { start: places[from]!.start, end: places[to - 1]!.end };
}

/** The letters and signs of a text in lower case, without accents and white space, each with its place. */
function plainLetters(text: string): { letters: string; places: Span[] } {
  let letters = "";
  const places: Span[] = [];
  let start = 0;
  for (const character of text) {
    const end = start + character.length;
    const plain = character
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[\p{M}\s\u200b-\u200d\ufeff]/gu, "");
    letters += plain;
    for (let i = 0; i < plain.length; i++) places.push({ start, end });
    start = end;
  }
  return { letters, places };
}
