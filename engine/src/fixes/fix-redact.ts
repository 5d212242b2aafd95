import type { SourceDocument } from "../documents/document.ts";
import type { Span, TextEdit } from "../model/index.ts";
import { chooseRedactor } from "./choose-redactor.ts";
import { type CodeView, withCode, writesCode } from "./code-view.ts";
import type { FixEdits, FixResult } from "./edits.ts";
import { type BoundImport, bindPythonImport } from "./import-python.ts";
import { bindScriptImport, moduleSyntax, preferredQuote } from "./import-script.ts";
import { projectFacts } from "./project.ts";
import type { Redactor } from "./redactor.ts";
import { policyRedactor } from "./redactor-policy.ts";
import { samePlaces } from "./same-value.ts";
import type { EntryTarget, FixHost, FixSubject } from "./subject.ts";
import { wholeValueType, wrapCall, wrapPlace } from "./wrap.ts";
import type { WrapPlace } from "./wrap-place.ts";

interface PlacedEntry {
  readonly entry: EntryTarget;
  readonly place: WrapPlace;
}

/** What the call goes around, as the title names it; `undefined` where the fix cannot be offered. */
export function redactTitle(host: FixHost, subject: FixSubject): string | undefined {
  const entries = subject.entries ?? [];
  if (entries.length === 0) return undefined;
  let label: string | undefined;
  let count = 0;
  for (const [file, group] of byFile(entries)) {
    const document = host.document(file);
    const found =
      document &&
      withCode(
        host,
        document,
        (view) => titlesOf(host, view, group),
        group.map(({ span }) => span),
      );
    if (!found) return undefined;
    count += found.length;
    label ??= found[0];
  }
  if (count === 0) return undefined;
  if (count > 1) return `Redact these ${count} values`;
  return label === undefined ? "Redact this value" : `Redact \`${label}\``;
}

function titlesOf(host: FixHost, view: CodeView, entries: readonly EntryTarget[]): (string | undefined)[] | undefined {
  if (!writesCode(view.language)) return undefined;
  const placed = placeEntries(host, view, entries, true, false);
  return placed?.map(({ place }) => {
    const text = view.text.slice(place.span.start, place.span.end);
    return /^[\p{ID_Start}_$][\p{ID_Continue}$]*(?:\??\.[\p{ID_Continue}$]+)*$/u.test(text) && text.length <= 50
      ? text
      : undefined;
  });
}

/** Puts a redaction call around every value where it enters, and binds its import once in each file. */
export function buildRedact(host: FixHost, subject: FixSubject): FixResult | undefined {
  const files: FixEdits[] = [];
  const creates: { file: string; text: string }[] = [];
  for (const [file, group] of byFile(subject.entries ?? [])) {
    const document = host.document(file);
    const built = document && withCode(host, document, (view) => redactIn(host, document, view, group));
    if (!built) return undefined;
    files.push(built.edits);
    creates.push(...built.creates);
  }
  return files.length > 0 ? { files, creates } : undefined;
}

function redactIn(
  host: FixHost,
  document: SourceDocument,
  view: CodeView,
  entries: readonly EntryTarget[],
): { readonly edits: FixEdits; readonly creates: readonly { file: string; text: string }[] } | undefined {
  if (!writesCode(view.language)) return undefined;
  const probe = placeEntries(host, view, entries, true);
  if (!probe || probe.length === 0) return undefined;
  const synchronous = probe.some(({ place }) => !place.canAwait);
  const redactor = chooseRedactor(host, view, { synchronous });
  const placed = redactor.acceptsAnything ? probe : placeEntries(host, view, entries, false);
  if (!placed) return undefined;
  if (!redactor.acceptsAnything && placed.some(({ place }) => place.spread)) return undefined;
  const first = Math.min(...placed.map(({ place }) => place.span.start));
  const bound = bindImport(host, view, redactor, first);
  const nested = placed.map((item) => ({ item, call: callFor(view, redactor, bound.local, item) }));
  // Of calls that begin at one place the longer is the outer; of those that end at one place, the shorter closes first.
  const before = [...nested].sort((a, b) => order(a.item.place.span, b.item.place.span));
  const edits: TextEdit[] = [
    ...before.map(({ call }) => call.before),
    ...closing(nested.map(({ item, call }) => ({ span: item.place.span, edit: call.after }))),
    ...placed.flatMap(({ place }) => place.also),
  ];
  return {
    edits: {
      file: document.file,
      edits,
      shared: bound.edits,
      claims: placed.map(({ place }) => view.toRaw(place.span)),
    },
    creates: redactor.creates,
  };
}

function callFor(view: CodeView, redactor: Redactor, local: string, { entry, place }: PlacedEntry) {
  const quote = view.language === "python" ? place.quote : preferredQuote(view);
  return wrapCall(view, { ...place, quote }, redactor, local, wholeValueType(view, entry, place));
}

function order(a: Span, b: Span): number {
  return a.start - b.start || b.end - a.end;
}

function closing(items: readonly { readonly span: Span; readonly edit: TextEdit }[]): TextEdit[] {
  return [...items].sort((a, b) => a.span.end - b.span.end || b.span.start - a.span.start).map(({ edit }) => edit);
}

function bindImport(host: FixHost, view: CodeView, redactor: Redactor, use: number): BoundImport {
  const wanted = redactor.import;
  if (!wanted) return { local: redactor.name, edits: [] };
  if (view.language === "python") return bindPythonImport(view, use, wanted);
  return bindScriptImport(view, moduleSyntax(view, view.document.file, projectFacts(host, view.document.file)), wanted);
}

/**
 * All entries of a file that still need the call; `undefined` when one of them cannot have it.
 * @param further also the further places where the same value enters
 */
function placeEntries(
  host: FixHost,
  view: CodeView,
  entries: readonly EntryTarget[],
  acceptsAnything: boolean,
  further = true,
): PlacedEntry[] | undefined {
  const isRedactor = redactorNames(host, view);
  const placed: PlacedEntry[] = [];
  const add = (entry: EntryTarget, place: WrapPlace) => {
    const same = placed.findIndex(
      (other) => other.place.span.start === place.span.start && other.place.span.end === place.span.end,
    );
    if (same < 0) placed.push({ entry, place });
    else {
      const known = placed[same]!;
      const categories = [...new Set([...known.entry.categories, ...entry.categories])];
      placed[same] = { place, entry: { ...known.entry, categories } };
    }
  };
  for (const entry of entries) {
    const span = view.toCode(entry.span);
    const place = span && wrapPlace(view, span, { isRedactor, acceptsAnything });
    if (!place) return undefined;
    add(entry, place);
    for (const other of further ? samePlaces(view.root, place.node, view.text) : []) {
      const again = wrapPlace(view, other, { isRedactor, acceptsAnything });
      if (again) add({ ...entry, span: view.toRaw(other) }, again);
    }
  }
  return placed;
}

const ownNames = /^(redact|redactNow|redact_pii\d*|redactPersonalData\d*|redactNowPersonalData\d*)$/;

function redactorNames(host: FixHost, view: CodeView): (callee: string) => boolean {
  const { file } = view.document;
  const language = view.language === "python" ? "python" : "typescript";
  const policy = policyRedactor(host.policyFor(file).redactor?.[language], language);
  return (callee) => ownNames.test(callee) || (policy !== undefined && callee === policy.name);
}

function byFile(entries: readonly EntryTarget[]): Map<string, EntryTarget[]> {
  const groups = new Map<string, EntryTarget[]>();
  for (const entry of entries) {
    const group = groups.get(entry.file);
    if (group) group.push(entry);
    else groups.set(entry.file, [entry]);
  }
  return groups;
}
