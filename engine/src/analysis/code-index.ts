import { builtInCatalog } from "../catalog/built-in.ts";
import { flowCatalog } from "../catalog/entries.ts";
import { classifyIdentifier, classifyRecord } from "../catalog/identifiers.ts";
import type { CodeLanguage } from "../documents/document.ts";
import { policySanitizers } from "../fixes/redactor-policy.ts";
import { createFlowEngine, type FlowEngine } from "../flow/engine.ts";
import type { ColumnarIr } from "../flow/ir-columns.ts";
import type { FileFlows, TemplateFlows } from "../flow/result.ts";
import type { CancellationToken, EngineHost, RedactorPolicy } from "../model/index.ts";
import { throwIfCancelled } from "../model/index.ts";
import { type Imported, importCandidates, importsOf } from "./imports.ts";

/** Keeps the flow engine up to date with the code files of a workspace folder. */
export interface CodeIndex {
  /** The file is new or its text changed: it is lowered before the next question. */
  markChanged(file: string): void;
  /** Takes a file that was lowered elsewhere. */
  setLowered(file: string, bytes: Uint8Array): void;
  remove(file: string): void;
  /** The policy's own catalogue entries and its redactor; others than before start afresh. */
  useCatalog(entries: unknown, redactor?: RedactorPolicy): void;
  /**
   * Lowers what is due. Files that fail are left out and reported.
   * @param file with what it imports read as well, if imports are read at all
   * @throws CancelledError
   */
  update(file: string, token: CancellationToken): void;
  /** What a file was lowered to; `undefined` where its text changed since. */
  ir(file: string): ColumnarIr | undefined;
  flows(file: string, token: CancellationToken, budget: number): FileFlows;
  /** What code fills the placeholders of a template file with. */
  templateFlows(file: string, token: CancellationToken, budget: number): TemplateFlows;
  /** Files whose flows may have changed by changes of others, since the last call. */
  takeAffected(): readonly string[];
}

export interface CodeIndexOptions {
  readonly host: EngineHost;
  /** Of files that are open at once; the flow engine's choice when absent. */
  readonly openNodes?: number | undefined;
  /** All files are set before anything is asked. */
  readonly isWhole?: boolean | undefined;
  readText(file: string): string | undefined;
  /** Finds a file that nobody has set, for what is set imports it; absent where all files are set. */
  addImported?: ((file: string) => boolean) | undefined;
  /** The text of the code of a file that was lowered. */
  codeText(file: string): string | undefined;
  /** Lowers one file into the engine; does nothing for files that are no code. */
  lower(file: string, engine: FlowEngine): void;
  onError(context: string, error: unknown): void;
}

/** Milliseconds for which an import that led nowhere is not looked for again. */
const emptyFor = 5000;
/** Bounds on what is read for the sake of imports. */
const mostImported = 400;
const deepestImport = 5;

export function createCodeIndex(options: CodeIndexOptions): CodeIndex {
  const { host, readText, codeText, addImported, lower, onError } = options;
  const known = new Set<string>();
  /** Those of them that were lowered elsewhere, among all that they import. */
  const indexed = new Set<string>();
  /** Those that are there because others import them. */
  const imports = new Set<string>();
  const due = new Set<string>();
  /** Which files a file's imports were found to mean. */
  const looked = new Map<string, string[]>();
  const located = new Map<string, { readonly target: string | undefined; readonly until: number }>();
  let entries: unknown;
  let redactor: RedactorPolicy | undefined;
  let engine = create();

  function create(): FlowEngine {
    const own = [...(isRecord(entries) ? [entries] : []), { sanitizers: policySanitizers(redactor) }];
    return createFlowEngine({
      catalog: flowCatalog(builtInCatalog, ...own),
      classify: { identifier: classifyIdentifier, record: classifyRecord },
      readText,
      codeText,
      openNodes: options.openNodes,
      isWhole: options.isWhole,
      allocate: host.allocate && ((bytes) => host.allocate!(bytes)),
      now: () => host.now(),
    });
  }

  function lowerDue(token: CancellationToken): void {
    for (const file of due) {
      throwIfCancelled(token);
      lowerOne(file);
    }
  }

  function lowerOne(file: string): void {
    due.delete(file);
    looked.delete(file);
    try {
      lower(file, engine);
    } catch (error) {
      engine.removeFile(file);
      onError(`lowering ${file}`, error);
    }
  }

  /** Brings in the files that a file imports and nobody has set, and what those import. */
  function readImports(file: string, depth: number, add: (file: string) => boolean, seen: Set<string>): void {
    if (seen.has(file) || depth > deepestImport || indexed.has(file)) return;
    seen.add(file);
    let targets = looked.get(file);
    if (!targets) {
      const ir = engine.ir(file);
      if (!ir) return;
      targets = [];
      for (const imported of importsOf(ir)) {
        const target = locate(file, ir.language, imported, add);
        if (target) targets.push(target);
      }
      looked.set(file, targets);
    }
    for (const target of targets) {
      if (due.has(target)) lowerOne(target);
      readImports(target, depth + 1, add, seen);
    }
  }

  /** The file that an import means. What was looked for in vain is not looked for again at every keystroke. */
  function locate(
    file: string,
    language: CodeLanguage,
    imported: Imported,
    add: (file: string) => boolean,
  ): string | undefined {
    const key = `${file.slice(0, file.lastIndexOf("/") + 1)} ${imported.module} ${imported.names.join()}`;
    const before = located.get(key);
    if (before && (before.target === undefined ? host.now() < before.until : known.has(before.target)))
      return before.target;
    const target = importCandidates(file, language, imported).find(
      (candidate) => known.has(candidate) || (imports.size < mostImported && add(candidate) && imports.add(candidate)),
    );
    located.set(key, { target, until: host.now() + emptyFor });
    return target;
  }

  return {
    markChanged(file) {
      known.add(file);
      indexed.delete(file);
      due.add(file);
    },
    setLowered(file, bytes) {
      known.add(file);
      indexed.add(file);
      imports.delete(file);
      due.delete(file);
      looked.delete(file);
      engine.setBytes(file, bytes);
    },
    remove(file) {
      known.delete(file);
      indexed.delete(file);
      imports.delete(file);
      due.delete(file);
      looked.clear();
      engine.removeFile(file);
      engine.otherChanged(file);
    },
    useCatalog(next, nextRedactor) {
      if (next === entries && nextRedactor === redactor) return;
      // A policy that was read again, or another one, that says the same of libraries.
      const isSame = JSON.stringify([next, nextRedactor]) === JSON.stringify([entries, redactor]);
      entries = next;
      redactor = nextRedactor;
      if (isSame) return;
      const before = engine;
      engine = create();
      looked.clear();
      for (const file of known) {
        // What a file is lowered to does not rest on the catalogue.
        const bytes = due.has(file) ? undefined : before.bytes(file);
        if (bytes) engine.setBytes(file, bytes);
        else due.add(file);
      }
    },
    update(file, token) {
      lowerDue(token);
      if (addImported) {
        readImports(file, 0, addImported, new Set());
        lowerDue(token);
      }
    },
    ir: (file) => (due.has(file) ? undefined : engine.ir(file)),
    flows: (file, token, budget) => engine.flows(file, token, budget),
    templateFlows: (file, token, budget) => engine.templateFlows(file, token, budget),
    takeAffected: () => engine.takeAffected(),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
