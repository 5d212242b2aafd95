import type { Tree } from "web-tree-sitter";
import { createCodeIndex } from "./analysis/code-index.ts";
import { promptsOf } from "./analysis/prompt-sites.ts";
import { categoryOf } from "./catalog/categories.ts";
import { defaultThresholds, loadDetectors } from "./detect/index.ts";
import { commentsWith, statementAround } from "./documents/comments.ts";
import type { DocumentProblem, MappedText, SourceDocument } from "./documents/document.ts";
import { fromRaw } from "./documents/mapped-text.ts";
import { openDocument } from "./documents/open.ts";
import { loadSyntax, type Syntax } from "./documents/syntax.ts";
import { createIdentity } from "./findings/identity.ts";
import { exposureKey, mergeExposures, type RuledExposure } from "./findings/merge.ts";
import { findingSeverity } from "./findings/severity.ts";
import { directive, isSuppressed, readSuppressions, type Suppression } from "./findings/suppression.ts";
import { isTestFile } from "./findings/test-files.ts";
import { buildFix, buildFixAll, type FixHost, type FixSubject, offerFixes, subjectOf } from "./fixes/index.ts";
import type { FileFlows } from "./flow/result.ts";
import {
  type Analyzer,
  type AnalyzerOptions,
  atLeast,
  type CancellationToken,
  CancelledError,
  createLineIndex,
  type DetectOptions,
  type Detector,
  type EngineHost,
  type Entity,
  type FileAnalysis,
  type FileInput,
  type Finding,
  type FixOffer,
  type LineIndex,
  neverCancelled,
  type Policy,
  type ReconstructedPrompt,
  rangeOf,
  type Span,
  type TextChange,
  throwIfCancelled,
} from "./model/index.ts";
import { promptTextsOf } from "./rules/prompt-texts.ts";
import { rules as allRules } from "./rules/registry.ts";
import type { PromptText, RuleContext } from "./rules/rule.ts";

/** Time a file's analysis may take unless the options say otherwise. */
const defaultTimeBudget = 2000;
/** Syntax trees that are kept for incremental parsing; the oldest goes first. */
const keptTrees = 16;

/** Texts whose entities are remembered: how many, and how long at most. */
const mostRemembered = 2000;
const longestRemembered = 5000;
/** Files larger than this are not read for the sake of imports. */
const largestImport = 500_000;

/** Thrown inside when the time budget is spent; what was found until then stands. */
class BudgetSpent extends Error {}

interface FileState {
  readonly file: string;
  text: string;
  languageId: string | undefined;
  visible?: Span | undefined;
  document?: SourceDocument | undefined;
  lines?: LineIndex;
  analysis?: {
    readonly policy: Policy;
    readonly result: FileAnalysis;
    readonly fixable: ReadonlyMap<string, FixSubject>;
  };
  prompts?: {
    readonly document: SourceDocument;
    readonly flows: FileFlows | undefined;
    readonly policy: Policy;
    readonly list: readonly ReconstructedPrompt[];
  };
  tree?: Tree;
  /** What the tree was parsed from, and the changes since. */
  treeText?: string;
  pending: TextChange[];
}

/** What the analyzer works with; handed in by tests, loaded from the host otherwise. */
export interface AnalyzerParts {
  readonly syntax: Syntax;
  readonly detectorFor: (policy: Policy) => Detector;
}

/**
 * Loads grammars and recognizers and gives the analysis of one workspace folder.
 * @throws when the host lacks an asset
 */
export async function createAnalyzer(
  host: EngineHost,
  options: AnalyzerOptions,
  parts: Partial<AnalyzerParts> = {},
): Promise<Analyzer> {
  const [syntax, detectorFor] = await Promise.all([
    parts.syntax ?? loadSyntax(host),
    parts.detectorFor ?? loadPolicyDetectors(host),
  ]);
  return analyzerOver(host, options, { syntax, detectorFor });
}

async function loadPolicyDetectors(host: EngineHost): Promise<(policy: Policy) => Detector> {
  const make = await loadDetectors({ host });
  return ({ detect, allow, deny }) => make({ policy: detect, allow, deny });
}

function analyzerOver(host: EngineHost, options: AnalyzerOptions, { syntax, detectorFor }: AnalyzerParts): Analyzer {
  const files = new Map<string, FileState>();
  const treeOrder = new Set<FileState>();
  const detectors = new WeakMap<Policy, Detector>();
  const remembered = new WeakMap<Policy, Map<string, readonly Entity[]>>();
  const activeRules = options.rules ? allRules.filter((rule) => options.rules!.includes(rule.id)) : allRules;
  const report = (context: string, error: unknown) => options.onInternalError?.(context, error);
  const affected = new Set<string>();
  const code = createCodeIndex({
    host,
    readText: (file) => files.get(file)?.text ?? host.readText(file),
    addImported: options.readImports
      ? (file) => {
          const text = host.readText(file);
          if (text === undefined || text.length > largestImport) return false;
          files.set(file, { file, text, languageId: undefined, pending: [] });
          code.markChanged(file);
          return true;
        }
      : undefined,
    lower(file, engine) {
      const state = files.get(file);
      const document = state && documentOf(state);
      const tree = document && treeOf(state, document);
      if (document?.code && tree) engine.setFile(file, document.code.language, document.code.source.text, tree);
      else engine.removeFile(file);
    },
    onError: report,
  });

  /** Brings the links between files up to date and forgets the findings that rest on what changed. */
  function refresh(file: string, policy: Policy, token: CancellationToken): void {
    code.useCatalog(policy.catalog, policy.redactor);
    code.update(file, token);
    for (const file of code.takeAffected()) {
      const state = files.get(file);
      if (!state) continue;
      delete state.analysis;
      affected.add(file);
    }
  }

  function detectorOf(policy: Policy): Detector {
    let detector = detectors.get(policy);
    if (!detector) {
      detector = detectorFor(policy);
      detectors.set(policy, detector);
    }
    return detector;
  }

  /** Prompt texts hardly change between two keystrokes, so what was found in them is kept. */
  function detectIn(policy: Policy, text: string, format: NonNullable<DetectOptions["format"]>): readonly Entity[] {
    const found = remembered.get(policy) ?? new Map<string, readonly Entity[]>();
    remembered.set(policy, found);
    const key = `${format} ${text}`;
    const known = found.get(key);
    if (known) return known;
    const threshold = policy.detect.thresholds?.editor ?? defaultThresholds.audit;
    const entities = detectorOf(policy).detect(text, { format, threshold });
    if (text.length <= longestRemembered) {
      if (found.size >= mostRemembered) found.clear();
      found.set(key, entities);
    }
    return entities;
  }

  function dropTree(state: FileState): void {
    state.tree?.delete();
    delete state.tree;
    delete state.treeText;
    state.pending = [];
    treeOrder.delete(state);
  }

  function treeOf(state: FileState, document: SourceDocument): Tree | undefined {
    const { code } = document;
    if (!code) return undefined;
    const text = code.source.text;
    if (state.tree && state.treeText === text) {
      treeOrder.delete(state);
      treeOrder.add(state);
      return state.tree;
    }
    // Changes are of the raw text, which only whole-file code shares with its parser.
    const incremental = state.tree && state.treeText !== undefined && text === document.raw && state.pending.length > 0;
    const tree = syntax.parse(
      code.language,
      text,
      incremental ? { tree: state.tree!, text: state.treeText!, changes: state.pending } : undefined,
    );
    dropTree(state);
    state.tree = tree;
    state.treeText = text;
    treeOrder.add(state);
    if (treeOrder.size > keptTrees) dropTree(treeOrder.values().next().value!);
    return tree;
  }

  function documentOf(state: FileState): SourceDocument | undefined {
    if (!("document" in state)) {
      const { file, text, languageId } = state;
      state.document = openDocument(languageId === undefined ? { file, text } : { file, text, languageId });
    }
    return state.document;
  }

  function analyze(file: string, token: CancellationToken = neverCancelled): FileAnalysis {
    const state = files.get(file);
    if (!state) return { file, findings: [], errors: [], partial: false, skipped: "The file is not known." };
    const policy = options.policyFor(file);
    refresh(file, policy, token);
    affected.delete(file);
    if (state.analysis && state.analysis.policy === policy) return state.analysis.result;
    const { result, fixable } = analyzeState(state, policy, token);
    if (!result.partial) state.analysis = { policy, result, fixable };
    return result;
  }

  function analyzeState(state: FileState, policy: Policy, token: CancellationToken) {
    const { file } = state;
    const deadline = host.now() + (options.timeBudget ?? defaultTimeBudget);
    const fixable = new Map<string, FixSubject>();
    const checkpoint = () => {
      throwIfCancelled(token);
      if (host.now() > deadline) throw new BudgetSpent();
    };
    const none = (result: Partial<FileAnalysis>) => ({
      result: { file, findings: [], errors: [], partial: false, ...result },
      fixable,
    });
    let document: SourceDocument | undefined;
    throwIfCancelled(token);
    try {
      document = documentOf(state);
    } catch (error) {
      report(`opening ${file}`, error);
      return none({ errors: [{ file, message: "The file could not be read as what its name says it is." }] });
    }
    if (!document) return none({ skipped: "PromptVeil does not read this kind of file." });
    const lines = ownLines(state);
    const noted: DocumentProblem[] = [];
    let partial = false;
    let tree: Tree | undefined;
    let flows: FileFlows | undefined;
    const guarded = (what: string, work: () => void) => {
      try {
        work();
      } catch (error) {
        if (error instanceof CancelledError) throw error;
        if (error instanceof BudgetSpent) partial = true;
        else report(what, error);
      }
    };
    guarded(`parsing ${file}`, () => {
      tree = treeOf(state, document);
      checkpoint();
    });
    guarded(`flows of ${file}`, () => {
      if (!document.code) return;
      flows = code.flows(file, token, Math.max(0, deadline - host.now()));
      if (flows.partial) partial = true;
    });
    const suppressions: Suppression[] = [];
    guarded(`comments of ${file}`, () => {
      suppressions.push(...suppressionsOf(document, tree));
    });
    const problem = (message: string, span: Span) => noted.push({ message, span });
    const context = createContext(document, policy, flows, suppressions, checkpoint, problem);
    const found: RuledExposure[] = [];
    for (const rule of activeRules) {
      if ((policy.rules[rule.id]?.severity ?? rule.defaultSeverity) === "off") continue;
      guarded(`${rule.id} in ${file}`, () => {
        checkpoint();
        for (const exposure of rule.check(context)) found.push({ rule: rule.id, exposure });
      });
    }
    found.sort((a, b) => a.exposure.span.start - b.exposure.span.start || a.exposure.span.end - b.exposure.span.end);
    const identify = createIdentity(file);
    const ids = new Map(found.map((item) => [item.exposure, identify(item.rule, item.exposure)]));
    const kept = found.filter(({ rule, exposure }) => {
      const ignored = policy.detect.ignoreCategories;
      if (ignored && exposure.categories.length > 0 && exposure.categories.every((name) => isWithin(name, ignored))) {
        return false;
      }
      return !isSuppressed(suppressions, rule, exposure.span, statementOf(document, tree, exposure.span));
    });
    const findings: Finding[] = [];
    const groups = new Map<string, RuledExposure[]>();
    for (const item of kept) {
      const group = groups.get(exposureKey(item));
      if (group) group.push(item);
      else groups.set(exposureKey(item), [item]);
    }
    const isTest = context.isTest;
    for (const item of mergeExposures(kept)) {
      const { rule: ruleId, exposure, alsoMatches } = item;
      const rule = activeRules.find((candidate) => candidate.id === ruleId)!;
      const severity = findingSeverity({
        rule: ruleId,
        ruleDefault: rule.defaultSeverity,
        certainty: exposure.certainty,
        categories: exposure.categories.map(categoryOf),
        isTest,
        policy,
      });
      if (severity === "off") continue;
      const original = found.find(
        (candidate) => candidate.rule === ruleId && candidate.exposure.site === exposure.site,
      )!;
      const id = ids.get(original.exposure)!;
      const members = groups.get(exposureKey(item)) ?? [];
      const others = members.filter((member) => member !== original);
      const subject = subjectOf([original, ...others], file, documentFor);
      fixable.set(id, subject);
      let fixes: FixOffer[] = [];
      guarded(`fixes of ${ruleId} in ${file}`, () => {
        fixes = offerFixes(fixHost, subject);
      });
      const cell = cellAt(document, exposure.span);
      findings.push({
        id,
        rule: ruleId,
        severity,
        certainty: exposure.certainty,
        confidence: exposure.confidence,
        message: exposure.message,
        categories: exposure.categories,
        file,
        span: exposure.span,
        range: rangeOf(lines, exposure.span),
        ...(exposure.place ? { place: exposure.place } : {}),
        ...(cell === undefined ? {} : { cell }),
        flow: exposure.flow.map((step) => ({ ...step, range: rangeOf(linesOf(step.file, lines, file), step.span) })),
        fixes,
        alsoMatches,
      });
    }
    findings.sort((a, b) => a.span!.start - b.span!.start || a.span!.end - b.span!.end || a.rule.localeCompare(b.rule));
    const errors = [...document.problems, ...noted].map(({ message, span }) => ({
      file,
      message: `Line ${rangeOf(lines, span).start.line + 1}: ${message}`,
    }));
    return { result: { file, findings, errors, partial }, fixable };
  }

  function promptsIn(file: string): readonly ReconstructedPrompt[] {
    const state = files.get(file);
    const document = state && documentOf(state);
    if (!document) return [];
    const policy = options.policyFor(file);
    refresh(file, policy, neverCancelled);
    const flows = document.code ? code.flows(file, neverCancelled, options.timeBudget ?? defaultTimeBudget) : undefined;
    if (state.prompts?.document === document && state.prompts.flows === flows && state.prompts.policy === policy) {
      return state.prompts.list;
    }
    const { entities } = createContext(
      document,
      policy,
      flows,
      [],
      () => {},
      () => {},
    );
    const list = promptsOf({ document, flows, entities: (text) => entities(text) });
    state.prompts = { document, flows, policy, list };
    return list;
  }

  function documentFor(file: string): SourceDocument | undefined {
    const state = files.get(file);
    if (state) return documentOf(state);
    const text = host.readText(file);
    return text === undefined ? undefined : openDocument({ file, text });
  }

  const fixHost: FixHost = {
    document: documentFor,
    withTree(document, use) {
      const state = files.get(document.file);
      if (state && document === state.document) {
        const tree = treeOf(state, document);
        return tree && use(tree.rootNode);
      }
      if (!document.code) return undefined;
      const tree = syntax.parse(document.code.language, document.code.source.text);
      try {
        return use(tree.rootNode);
      } finally {
        tree.delete();
      }
    },
    readText: (file) => files.get(file)?.text ?? host.readText(file),
    policyFor: (file) => options.policyFor(file),
  };

  function linesOf(file: string, own: LineIndex, ownFile: string): LineIndex {
    if (file === ownFile) return own;
    const state = files.get(file);
    if (state) return ownLines(state);
    return createLineIndex(host.readText(file) ?? "");
  }

  function createContext(
    document: SourceDocument,
    policy: Policy,
    flows: FileFlows | undefined,
    suppressions: readonly Suppression[],
    checkpoint: () => void,
    problem: (message: string, span: Span) => void,
  ): RuleContext {
    const detected = new WeakMap<MappedText, readonly Entity[]>();
    let texts: readonly PromptText[] | undefined;
    return {
      document,
      policy,
      flows,
      visible: files.get(document.file)?.visible,
      suppressions,
      isTest: isTestFile(document.file),
      promptTexts() {
        texts ??= promptTextsOf(document, flows);
        return texts;
      },
      entities(text, format = "text") {
        let entities = detected.get(text);
        if (!entities) {
          entities = detectIn(policy, text.text, format);
          detected.set(text, entities);
        }
        return entities;
      },
      category: categoryOf,
      toRaw: (file, span) => documentFor(file)?.code?.source.toRaw(span) ?? span,
      checkpoint,
      problem,
    };
  }

  return {
    setFile(input: FileInput) {
      const before = files.get(input.file);
      if (before && before.text === input.text && before.languageId === input.languageId) {
        // What was complete stays so wherever one looks.
        before.visible = input.visible;
        return;
      }
      code.markChanged(input.file);
      if (!before) {
        files.set(input.file, {
          file: input.file,
          text: input.text,
          languageId: input.languageId,
          pending: [],
          visible: input.visible,
        });
        return;
      }
      if (before.tree) {
        if (input.changes) before.pending.push(...input.changes);
        else dropTree(before);
      }
      before.text = input.text;
      before.languageId = input.languageId;
      before.visible = input.visible;
      delete before.document;
      delete before.lines;
      delete before.analysis;
    },
    removeFile(file) {
      const state = files.get(file);
      if (state) dropTree(state);
      files.delete(file);
      affected.delete(file);
      code.remove(file);
    },
    has: (file) => files.has(file),
    invalidate() {
      for (const state of files.values()) delete state.analysis;
    },
    analyze,
    takeAffected() {
      const list = [...affected];
      affected.clear();
      return list;
    },
    promptSites: (file) => promptsIn(file).map((prompt) => prompt.site),
    reconstruct: (file, siteId) => promptsIn(file).find((prompt) => prompt.site.id === siteId),
    resolveFix(file, findingId, fixId) {
      analyze(file);
      const subject = files.get(file)?.analysis?.fixable.get(findingId);
      return subject && buildFix(fixHost, subject, fixId);
    },
    fixAll(file, { rules, minSeverity } = {}) {
      const { findings } = analyze(file);
      const fixable = files.get(file)?.analysis?.fixable;
      const subjects = findings
        .filter((finding) => !rules || rules.includes(finding.rule))
        .filter((finding) => !minSeverity || atLeast(finding.severity, minSeverity))
        .map((finding) => fixable?.get(finding.id))
        .filter((subject) => subject !== undefined);
      return buildFixAll(fixHost, subjects);
    },
    dispose() {
      for (const state of files.values()) dropTree(state);
      files.clear();
    },
  };
}

function ownLines(state: FileState): LineIndex {
  state.lines ??= createLineIndex(state.text);
  return state.lines;
}

/** Suppressions are read where the comments are: in the code of a notebook's cells, not in its JSON. */
function suppressionsOf(document: SourceDocument, tree: Tree | undefined): Suppression[] {
  const source = document.code?.source;
  if (!source || source.text === document.raw) {
    return readSuppressions(document.raw, commentsWith(document, tree, directive));
  }
  return readSuppressions(source.text, commentsWith(document, tree, directive)).map((suppression) => ({
    ...suppression,
    span: source.toRaw(suppression.span),
    covers: source.toRaw(suppression.covers),
  }));
}

/** The simple statement around a place, which a comment above its first line covers. */
function statementOf(document: SourceDocument, tree: Tree | undefined, span: Span): Span {
  if (!document.code || !tree) return span;
  const { source } = document.code;
  return source.toRaw(statementAround(tree, fromRaw(source, span)));
}

function cellAt(document: SourceDocument, span: Span): number | undefined {
  const { code } = document;
  return code?.cells?.find((cell) => {
    const raw = code.source.toRaw(cell.span);
    return raw.start <= span.start && span.start <= raw.end;
  })?.index;
}

function isWithin(name: string, ancestors: readonly string[]): boolean {
  return ancestors.some((ancestor) => name === ancestor || name.startsWith(`${ancestor}.`));
}
