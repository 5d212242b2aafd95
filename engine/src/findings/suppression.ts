import type { RuleId, Span } from "../model/index.ts";

/** A `promptveil-ignore` comment. It silences the rules it names, never others. */
export interface Suppression {
  /** Of the whole comment, in the raw text. */
  readonly span: Span;
  readonly rules: readonly RuleId[];
  /** What stands after `--`. */
  readonly reason: string | undefined;
  readonly scope: "line" | "next" | "block" | "file";
  /** The raw text it holds for. */
  readonly covers: Span;
}

/** A comment of the file: the whole of it, in the raw text. */
export interface Comment {
  readonly span: Span;
  readonly text: string;
}

export const directive = "promptveil-ignore";

const pattern = /promptveil-ignore(-next-line|-start|-end|-file)?(?![\w-])([^\n\r]*)/;
const ruleList = /^[\s:]*((?:PV\d{3})(?:\s*,\s*PV\d{3})*)?/i;
const commentEnds = /\s*(?:\*\/\s*\}?|-->|--\}\}|#\}|\}\}|--%>)\s*$/;

interface ParsedDirective {
  readonly form: "here" | "next" | "start" | "end" | "file";
  readonly rules: readonly RuleId[];
  readonly reason: string | undefined;
}

function parseDirective(comment: string): ParsedDirective | undefined {
  const match = pattern.exec(comment);
  if (!match) return undefined;
  const form = { "-next-line": "next", "-start": "start", "-end": "end", "-file": "file" }[match[1] ?? ""] ?? "here";
  const rest = (match[2] ?? "").replace(commentEnds, "");
  const named = ruleList.exec(rest);
  const rules = (named?.[1] ?? "")
    .toUpperCase()
    .split(/\s*,\s*/)
    .filter(Boolean);
  const after = rest.slice(named?.[0].length ?? 0);
  const reason = /^\s*(?:--+|—|–)\s*(\S.*)$/.exec(after)?.[1]?.trim();
  return { form: form as ParsedDirective["form"], rules, reason };
}

/**
 * The suppressions among the comments of a text, which come in order.
 * A comment with other text before it on its line covers that line; one that stands alone covers the next line
 * that is not blank and not a comment. `-start` and `-end` enclose a block, `-file` covers everything.
 */
export function readSuppressions(raw: string, comments: readonly Comment[]): Suppression[] {
  const result: Suppression[] = [];
  const open: { comment: Comment; parsed: ParsedDirective }[] = [];
  const block = (start: { comment: Comment; parsed: ParsedDirective }, end: number): Suppression => ({
    span: start.comment.span,
    rules: start.parsed.rules,
    reason: start.parsed.reason,
    scope: "block",
    covers: { start: start.comment.span.start, end },
  });
  for (const comment of comments) {
    const parsed = parseDirective(comment.text);
    if (!parsed) continue;
    const { rules, reason } = parsed;
    const base = { span: comment.span, rules, reason };
    switch (parsed.form) {
      case "file":
        result.push({ ...base, scope: "file", covers: { start: 0, end: raw.length } });
        break;
      case "start":
        open.push({ comment, parsed });
        break;
      case "end": {
        const at = open.findLastIndex((start) => rules.length === 0 || sameRules(start.parsed.rules, rules));
        const start = open[at];
        if (start) {
          open.splice(at, 1);
          result.push(block(start, comment.span.end));
        }
        break;
      }
      default: {
        const lineStart = startOfLine(raw, comment.span.start);
        const alone =
          raw
            .slice(lineStart, comment.span.start)
            .replace(/^\uFEFF/, "")
            .trim() === "";
        const lineEnd = endOfLine(raw, comment.span.end);
        const nothingAfter = raw.slice(comment.span.end, lineEnd).trim() === "";
        if (parsed.form === "here" && !(alone && nothingAfter)) {
          result.push({ ...base, scope: "line", covers: { start: lineStart, end: lineEnd } });
        } else {
          result.push({ ...base, scope: "next", covers: nextLine(raw, lineEnd, comments) });
        }
      }
    }
  }
  for (const start of open) result.push(block(start, raw.length));
  return result.sort((a, b) => a.span.start - b.span.start);
}

/**
 * Whether a suppression silences a rule at a place. `statement` is the statement around the place, whose first
 * line a comment above it covers.
 */
export function isSuppressed(
  suppressions: readonly Suppression[],
  rule: RuleId,
  span: Span,
  statement: Span = span,
): boolean {
  return suppressions.some(
    (suppression) => suppression.rules.includes(rule) && (covers(suppression, span) || covers(suppression, statement)),
  );
}

function covers({ covers: area }: Suppression, { start }: Span): boolean {
  return area.start <= start && start <= area.end;
}

function sameRules(a: readonly RuleId[], b: readonly RuleId[]): boolean {
  return b.every((rule) => a.includes(rule));
}

function startOfLine(raw: string, offset: number): number {
  return Math.max(raw.lastIndexOf("\n", offset - 1), raw.lastIndexOf("\r", offset - 1)) + 1;
}

function endOfLine(raw: string, offset: number): number {
  for (let at = offset; at < raw.length; at++) {
    const code = raw.charCodeAt(at);
    if (code === 10 || code === 13) return at;
  }
  return raw.length;
}

function nextLine(raw: string, from: number, comments: readonly Comment[]): Span {
  let at = from;
  while (at < raw.length) {
    while (at < raw.length && /\s/.test(raw[at]!)) at++;
    const comment = comments.find((candidate) => candidate.span.start === at);
    if (!comment) break;
    at = comment.span.end;
  }
  return { start: startOfLine(raw, at), end: endOfLine(raw, at) };
}
