import type { Span } from "../model/index.ts";

export interface FrontMatter {
  /** The YAML between the fences; absent where the file has none. */
  readonly head?: Span;
  readonly body: Span;
}

/** Parts a file at its `---` fences. A file without them is all body. */
export function splitFrontMatter(raw: string): FrontMatter {
  const open = /^\uFEFF?---[ \t]*\r?\n/.exec(raw);
  if (!open) return { body: { start: 0, end: raw.length } };
  const close = /(^|\n)---[ \t]*(\r?\n|$)/g;
  close.lastIndex = open[0].length - 1;
  const match = close.exec(raw);
  if (!match) return { body: { start: 0, end: raw.length } };
  const headEnd = match.index + match[1]!.length;
  return {
    head: { start: open[0].length, end: headEnd },
    body: { start: match.index + match[0].length, end: raw.length },
  };
}

/** A stretch of a prompt file that one role speaks. */
export interface RolePart {
  readonly role: string | undefined;
  readonly span: Span;
}

const roleLine =
  /^[ \t]*#{0,3}[ \t]*(system|user|assistant|developer|function|tool|human|ai)[ \t]*(?:\[[^\]\n]*\])?[ \t]*:[ \t]*\r?$/gim;
const roleHelper = /\{\{\s*role\s+["'](\w+)["']\s*\}\}/g;

/** Parts a body at lines such as `system:` (Prompty) or helpers such as `{{role "user"}}` (Dotprompt). */
export function splitRoles(raw: string, body: Span): RolePart[] {
  const text = raw.slice(body.start, body.end);
  const marks = [...text.matchAll(roleLine), ...text.matchAll(roleHelper)].sort((a, b) => a.index - b.index);
  const parts: RolePart[] = [];
  let role: string | undefined;
  let from = body.start;
  for (const mark of marks) {
    const at = body.start + mark.index;
    if (raw.slice(from, at).trim() !== "") parts.push({ role, span: { start: from, end: at } });
    role = mark[1]!.toLowerCase();
    from = at + mark[0].length;
  }
  if (raw.slice(from, body.end).trim() !== "" || parts.length === 0)
    parts.push({ role, span: { start: from, end: body.end } });
  return parts;
}
