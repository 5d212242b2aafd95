import type { Span } from "../model/index.ts";
import type { TemplatePart } from "./document.ts";

/** A hole of a template that is filled with a value. */
export interface Placeholder {
  /** With its braces, in the text of the part. */
  readonly span: Span;
  /** The access path, outermost first, with loop variables replaced by what they run over. */
  readonly path: readonly string[];
  /** The same with `*` where an element is taken of what a loop runs over, `*?` where a section may be a list. */
  readonly steps: readonly string[];
  /** Filters, helpers and functions that the value passes through. */
  readonly transforms: readonly string[];
  /** The few words before it on its line: `Customer name` of `Customer name: {{ x }}`. */
  readonly label: string;
}

/** The placeholders of a template, in order. Conditions, loops and comments are none. */
export function placeholdersOf(text: string, syntax: TemplatePart["syntax"]): Placeholder[] {
  switch (syntax) {
    case "jinja":
      return jinjaPlaceholders(text);
    case "handlebars":
      return handlebarsPlaceholders(text);
    case "braces":
      return bracePlaceholders(text, bracePattern);
    case "dollar":
      return bracePlaceholders(text, dollarPattern);
    case "ejs":
      return ejsPlaceholders(text);
    default:
      return [];
  }
}

type Path = readonly string[];

/** Filters and functions after which nothing personal is left. */
const harmless = /^(len|length|count|size|bool|wordcount|hash|sha\d*|md5|exists|empty|sum|min|max|type|typeof)$/i;
const sanitizers =
  /redact|anonymi[sz]e|pseudonymi[sz]e|deidentif|scrub|mask|obfuscat|encrypt|tokeni[sz]e_?pii|strip_?pii|remove_?pii|hash/i;

/** Whether a placeholder's value passes through something that takes personal data out. */
export function isSanitized({ transforms }: Pick<Placeholder, "transforms">): boolean {
  return transforms.some((name) => sanitizers.test(name));
}

/** Whether nothing personal is left of a placeholder's value, sanitized or not: its length, its hash. */
export function losesData({ transforms }: Pick<Placeholder, "transforms">): boolean {
  return transforms.some((name) => harmless.test(name) || sanitizers.test(name));
}

/** A placeholder of a path that may hold the marks of elements. */
function placeholder(text: string, span: Span, steps: Path, transforms: readonly string[]): Placeholder {
  return {
    span,
    path: steps.filter((step) => !step.startsWith("*")),
    steps,
    transforms,
    label: labelBefore(text, span.start),
  };
}

function labelBefore(text: string, at: number): string {
  const line = text.slice(Math.max(text.lastIndexOf("\n", at - 1) + 1, at - 60), at);
  return /([\p{L}][\p{L}' -]{1,30}?)\s*(?::|=|is|are|named|called)\s*["'`(<*]*\s*$/u.exec(line)?.[1]?.trim() ?? "";
}

const jinjaTag = /\{\{-?([\s\S]*?)-?\}\}|\{%-?([\s\S]*?)-?%\}|\{#[\s\S]*?#\}/g;

function jinjaPlaceholders(text: string): Placeholder[] {
  const placeholders: Placeholder[] = [];
  const scopes: Map<string, Path>[] = [new Map()];
  const resolve = (path: Path): Path => {
    for (let depth = scopes.length - 1; depth >= 0; depth--) {
      const base = scopes[depth]!.get(path[0]!);
      if (base) return [...base, ...path.slice(1)];
    }
    return path;
  };
  let raw = false;
  for (const match of text.matchAll(jinjaTag)) {
    const [whole, expression, statement] = match;
    if (statement !== undefined) {
      const words = statement.trim();
      if (/^raw\b|^verbatim\b/.test(words)) raw = true;
      else if (/^end(raw|verbatim)\b/.test(words)) raw = false;
      else if (/^end(for|with|macro|call)\b/.test(words)) {
        if (scopes.length > 1) scopes.pop();
      } else enterScope(words, scopes, resolve);
      continue;
    }
    if (expression === undefined || raw) continue;
    const span = { start: match.index, end: match.index + whole.length };
    for (const { path, transforms } of readExpression(expression)) {
      placeholders.push(placeholder(text, span, resolve(path), transforms));
    }
  }
  return placeholders;
}

function enterScope(words: string, scopes: Map<string, Path>[], resolve: (path: Path) => Path): void {
  const loop = /^for\s+([\w\s,()]+?)\s+in\s+([\s\S]+)$/.exec(words);
  if (loop) {
    const base = readExpression(loop[2]!)[0]?.path;
    const scope = new Map<string, Path>();
    const names = loop[1]!.split(/[\s,()]+/).filter(Boolean);
    // Of `key, value in x.items()` the value is what `x` holds.
    if (base) scope.set(names.at(-1)!, [...resolve(base.at(-1) === "items" ? base.slice(0, -1) : base), "*"]);
    scopes.push(scope);
    return;
  }
  if (/^(with|macro|call)\b/.test(words)) scopes.push(new Map());
  for (const set of words.matchAll(/(?:^set\s+|^with\s+|,\s*)(\w+)\s*=\s*([^,]+)/g)) {
    const base = readExpression(set[2]!)[0]?.path;
    if (base) scopes.at(-1)!.set(set[1]!, resolve(base));
  }
}

interface ReadPath {
  readonly path: Path;
  readonly transforms: readonly string[];
}

const accessPath =
  /[\p{L}_$][\p{L}\d_$]*(?:\s*\??\.\s*[\p{L}_$][\p{L}\d_$]*|\s*\[\s*(?:"[^"]*"|'[^']*'|\d+|[\w.]+)\s*\])*/uy;
const keywords = new Set([
  "if",
  "else",
  "and",
  "or",
  "not",
  "in",
  "is",
  "true",
  "false",
  "none",
  "True",
  "False",
  "None",
  "null",
  "undefined",
  "loop",
]);
const keyedGetter = new Set(["get", "getattr", "lookup"]);

/** The access paths that an expression's value is made of. A condition or a comparison passes no data on. */
function readExpression(expression: string): ReadPath[] {
  let body = expression.replace(/\s+if\s+[\s\S]*?\s+else\s+/g, " ~ ").replace(/\s+if\s+[^|]*$/, " ");
  const filters: string[] = [];
  body = body.replace(/\|\s*([\p{L}_]\w*)\s*(\((?:[^()"']|"[^"]*"|'[^']*')*\))?/gu, (_, name: string) => {
    filters.push(name);
    return " ";
  });
  if (/[=!<>]=|[<>]|\bnot\b|\bis\b|\s(in)\s/.test(body.replace(/"[^"]*"|'[^']*'/g, ""))) return [];
  const paths: ReadPath[] = [];
  const functions: string[] = [];
  let at = 0;
  while (at < body.length) {
    const char = body[at]!;
    if (char === '"' || char === "'") {
      const close = body.indexOf(char, at + 1);
      at = close < 0 ? body.length : close + 1;
      continue;
    }
    accessPath.lastIndex = at;
    const match = accessPath.exec(body);
    if (!match) {
      at++;
      continue;
    }
    at += match[0].length;
    const steps = stepsOf(match[0]);
    if (keywords.has(steps[0]!)) continue;
    const call = /^\s*\(/.exec(body.slice(at));
    if (!call) {
      if (!/^\s*=(?!=)/.test(body.slice(at))) paths.push({ path: steps, transforms: [] });
      continue;
    }
    const method = steps.at(-1)!;
    if (keyedGetter.has(method)) {
      const key = /^\s*\(\s*(?:[\w.]+\s*,\s*)?["']([^"']+)["'][^)]*\)/.exec(body.slice(at));
      if (key && steps.length > 1) {
        paths.push({ path: [...steps.slice(0, -1), key[1]!], transforms: [] });
        at += key[0].length;
        continue;
      }
    }
    if (steps.length > 1) {
      paths.push({ path: steps.slice(0, -1), transforms: [method] });
      at += /^\s*\([^()]*\)/.exec(body.slice(at))?.[0].length ?? 0;
    } else functions.push(method);
  }
  return paths.map(({ path, transforms }) => ({ path, transforms: [...functions, ...transforms, ...filters] }));
}

function stepsOf(written: string): string[] {
  return written.split(/[.[\]"'?\s]+/).filter((step) => step !== "" && !/^\d+$/.test(step));
}

const handlebarsTag = /\{\{\{([\s\S]*?)\}\}\}|\{\{(?!\{)(~?[\s\S]*?)\}\}/g;
const conditionHelpers = new Set(["if", "unless", "else", "ifEquals", "eq", "ne", "and", "or", "not"]);
/** Helpers of prompt formats that mark structure: Dotprompt and Semantic Kernel. */
const structureHelpers = new Set([
  "role",
  "history",
  "section",
  "media",
  "message",
  "system",
  "user",
  "assistant",
  "gen",
  "select",
  "geneach",
  "block",
  "log",
  "set",
]);

function handlebarsPlaceholders(text: string): Placeholder[] {
  const placeholders: Placeholder[] = [];
  const contexts: { readonly name: string; readonly path: Path | undefined; readonly alias?: string }[] = [];
  const current = (): Path => contexts.findLast((context) => context.path)?.path ?? [];
  const resolve = (written: string): Path | undefined => {
    let name = written.replace(/^@root\./, "");
    if (name.startsWith("@")) return undefined;
    let base = written === name ? current() : [];
    while (name.startsWith("../")) {
      name = name.slice(3);
      const outer = contexts.findLastIndex((context) => context.path);
      base = outer > 0 ? (contexts.slice(0, outer).findLast((context) => context.path)?.path ?? []) : [];
    }
    const steps = name.split(/[./[\]]+/).filter((step) => step !== "" && step !== "this" && !/^\d+$/.test(step));
    const alias = contexts.findLast((context) => context.alias !== undefined && context.alias === steps[0]);
    if (alias?.path) return [...alias.path, ...steps.slice(1)];
    return [...base, ...steps];
  };
  for (const match of text.matchAll(handlebarsTag)) {
    const inner = (match[1] ?? match[2] ?? "").replace(/^~|~$/g, "").trim();
    if (inner === "" || /^[!>]/.test(inner)) continue;
    if (inner.startsWith("/")) {
      const at = contexts.findLastIndex((context) => context.name === inner.slice(1).trim());
      if (at >= 0) contexts.length = at;
      continue;
    }
    const words =
      inner
        .replace(/^[#^&]/, "")
        .trim()
        .match(/"[^"]*"|'[^']*'|\([^)]*\)|[^\s]+/g) ?? [];
    const head = words[0] ?? "";
    if (inner.startsWith("#") || inner.startsWith("^")) {
      const alias = /as\s+\|\s*(\w+)/.exec(inner)?.[1];
      const isPath = head === "each" || head === "with";
      const target = isPath ? words[1] : conditionHelpers.has(head) || structureHelpers.has(head) ? undefined : head;
      const found = target ? resolve(target) : undefined;
      const path = found && head !== "with" ? [...found, head === "each" ? "*" : "*?"] : found;
      contexts.push({ name: head, path: inner.startsWith("^") ? undefined : path, ...(alias ? { alias } : {}) });
      continue;
    }
    if (conditionHelpers.has(head) || (structureHelpers.has(head) && (words.length > 1 || head === "history")))
      continue;
    const span = { start: match.index, end: match.index + match[0].length };
    const add = (path: Path | undefined, transforms: readonly string[]) => {
      if (path?.some((step) => !step.startsWith("*"))) placeholders.push(placeholder(text, span, path, transforms));
    };
    if (words.length === 1) add(resolve(head), []);
    else if (head === "lookup") add([...(resolve(words[1]!) ?? []), (words[2] ?? "").replace(/["']/g, "")], []);
    else {
      for (const word of words.slice(1)) {
        const value = word.replace(/^\w+=/, "");
        if (/^["'(\d]|^(true|false|null)$/.test(value)) continue;
        add(resolve(value), [head]);
      }
    }
  }
  return placeholders;
}

const bracePattern =
  /\$\{\s*(?:input:)?([A-Za-z_][\w.]*)[^{}]*\}|(?<![{$\\])\{([A-Za-z_][\w]*(?:\.\w+|\[[^\]{}]+\])*)(?:![rsa])?(?::[^{}\n"]{0,20})?\}(?!\})/g;

/** What `string.Template` fills: `$name` and `${name}`. */
const dollarPattern = /(?<!\$)\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

function bracePlaceholders(text: string, pattern: RegExp): Placeholder[] {
  return [...text.matchAll(pattern)].map((match) =>
    placeholder(
      text,
      { start: match.index, end: match.index + match[0].length },
      stepsOf(match[1] ?? match[2] ?? ""),
      [],
    ),
  );
}

const ejsTag = /<%([=-])([\s\S]*?)[-_]?%>|<%(?![=\-#%])([\s\S]*?)[-_]?%>/g;
/** `users.forEach((user) =>`, `for (const user of users)`. */
const ejsLoop =
  /([\w$.?]+)\.(?:forEach|map)\s*\(\s*(?:function\s*)?\(?\s*([\w$]+)|for\s*\(\s*(?:const|let|var)\s+([\w$]+)\s+of\s+([\w$.?]+)/g;

function ejsPlaceholders(text: string): Placeholder[] {
  const placeholders: Placeholder[] = [];
  const loops = new Map<string, Path>();
  const resolve = (path: Path): Path => {
    const own = path[0] === "locals" ? path.slice(1) : path;
    const base = loops.get(own[0] ?? "");
    return base ? [...base, ...own.slice(1)] : own;
  };
  for (const match of text.matchAll(ejsTag)) {
    const [whole, how, expression = "", statement = ""] = match;
    if (how === undefined) {
      for (const loop of statement.matchAll(ejsLoop)) {
        loops.set((loop[2] ?? loop[3])!, [...resolve(stepsOf((loop[1] ?? loop[4])!)), "*"]);
      }
      continue;
    }
    const span = { start: match.index, end: match.index + whole.length };
    for (const { path, transforms } of readExpression(expression)) {
      if (path[0] !== "include") placeholders.push(placeholder(text, span, resolve(path), transforms));
    }
  }
  return placeholders;
}
