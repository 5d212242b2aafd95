import type { Span } from "../model/index.ts";
import type { MappedText } from "./document.ts";

/** A stretch of decoded text and the raw stretch it stands for. */
interface Segment {
  readonly textStart: number;
  readonly textLength: number;
  readonly rawStart: number;
  readonly rawLength: number;
  /** Unit for unit the raw text; otherwise the stretch maps only as a whole. */
  readonly verbatim: boolean;
}

/** A stretch of a raw text, taken as it is. */
export function plainText(raw: string, span: Span = { start: 0, end: raw.length }): MappedText {
  const text = span.start === 0 && span.end === raw.length ? raw : raw.slice(span.start, span.end);
  const offset = span.start;
  const clamp = (at: number) => Math.max(0, Math.min(at, text.length)) + offset;
  return { text, toRaw: ({ start, end }) => ({ start: clamp(start), end: clamp(Math.max(start, end)) }) };
}

/** Collects decoded text piece by piece. */
export interface MappedTextBuilder {
  /** Raw text taken as it is. */
  copy(raw: string, start: number, end: number): void;
  /** Text that stands in the raw file unit for unit from an offset on. */
  verbatim(text: string, rawStart: number): void;
  /** Decoded text that stands for a raw stretch of another shape, such as an escape. */
  decoded(text: string, rawStart: number, rawEnd: number): void;
  /** How much text there is so far. */
  readonly length: number;
  /** @param escapeFor how a replacement must be written in the raw text */
  build(escapeFor?: (replacement: string) => string): MappedText;
}

export function createMappedTextBuilder(): MappedTextBuilder {
  const pieces: string[] = [];
  const segments: Segment[] = [];
  let length = 0;
  const push = (text: string, rawStart: number, rawLength: number, verbatim: boolean): void => {
    if (text.length === 0) return;
    pieces.push(text);
    const last = segments.at(-1);
    if (verbatim && last?.verbatim && last.rawStart + last.rawLength === rawStart) {
      segments[segments.length - 1] = {
        ...last,
        textLength: last.textLength + text.length,
        rawLength: last.rawLength + rawLength,
      };
    } else segments.push({ textStart: length, textLength: text.length, rawStart, rawLength, verbatim });
    length += text.length;
  };
  return {
    copy: (raw, start, end) => push(raw.slice(start, end), start, end - start, true),
    verbatim: (text, rawStart) => push(text, rawStart, text.length, true),
    decoded: (text, rawStart, rawEnd) => push(text, rawStart, rawEnd - rawStart, false),
    get length() {
      return length;
    },
    build(escapeFor) {
      const text = pieces.join("");
      const toRaw = (span: Span): Span => mapSpan(segments, text.length, span);
      return escapeFor ? { text, toRaw, escape: escapeFor } : { text, toRaw };
    },
  };
}

function mapSpan(segments: readonly Segment[], length: number, span: Span): Span {
  const start = Math.max(0, Math.min(span.start, length));
  const end = Math.max(start, Math.min(span.end, length));
  const first = segmentAt(segments, start);
  if (!first) return { start: 0, end: 0 };
  const past = start >= first.textStart + first.textLength;
  const rawStart = past
    ? first.rawStart + first.rawLength
    : first.rawStart + (first.verbatim ? start - first.textStart : 0);
  if (end === start) return { start: rawStart, end: rawStart };
  const last = segmentAt(segments, end - 1) ?? first;
  const rawEnd = last.rawStart + (last.verbatim ? end - last.textStart : last.rawLength);
  return { start: rawStart, end: Math.max(rawStart, rawEnd) };
}

/** The last segment that begins at or before a text offset. */
function segmentAt(segments: readonly Segment[], offset: number): Segment | undefined {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (segments[middle]!.textStart <= offset) low = middle + 1;
    else high = middle;
  }
  return segments[Math.max(0, low - 1)];
}

/** A stretch of a mapped text as a mapped text of its own. */
export function subText(source: MappedText, span: Span): MappedText {
  const start = Math.max(0, Math.min(span.start, source.text.length));
  const end = Math.max(start, Math.min(span.end, source.text.length));
  const text = source.text.slice(start, end);
  const clamp = (at: number) => start + Math.max(0, Math.min(at, text.length));
  const toRaw = (inner: Span): Span =>
    source.toRaw({ start: clamp(inner.start), end: clamp(Math.max(inner.start, inner.end)) });
  return source.escape ? { text, toRaw, escape: source.escape } : { text, toRaw };
}

/** The span of a mapped text that a raw span stands for, found by bisection. */
export function fromRaw(source: MappedText, raw: Span): Span {
  const textOffset = (target: number): number => {
    let low = 0;
    let high = source.text.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (source.toRaw({ start: middle, end: middle }).start < target) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const start = textOffset(raw.start);
  return { start, end: Math.max(start, textOffset(raw.end)) };
}
