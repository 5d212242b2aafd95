import type { Tree } from "web-tree-sitter";
import { createCodeIndex } from "./analysis/code-index.ts";
import { statementOf, suppressionsOf } from "./analysis/document-suppressions.ts";
import { createEntityMemory } from "./analysis/entity-memory.ts";
import { createFileStore, type FileState } from "./analysis/file-store.ts";
import { lowerFile } from "./analysis/lower-file.ts";
import { promptsOf } from "./analysis/prompt-sites.ts";
import { createRegionTrees } from "./analysis/region-trees.ts";
import { settleFindings } from "./analysis/settle-findings.ts";
import { categoryOf } from "./catalog/categories.ts";
import { loadDetectors } from "./detect/index.ts";
import type { DocumentProblem, MappedText, SourceDocument } from "./documents/document.ts";
import { openDocument } from "./documents/open.ts";
import { loadSyntax, type Syntax } from "./documents/syntax.ts";
import type { RuledExposure } from "./findings/merge.ts";
import { isSuppressed, type Suppression } from "./findings/suppression.ts";
import { isTestFile } from "./findings/test-files.ts";
import { buildFix, buildFixAll, type FixHost, type FixSubject, offerFixes, subjectOf } from "./fixes/index.ts";
import { irKey, readCachedIr } from "./flow/ir-cache.ts";
import type { FileFlows, PlaceholderFlows } from "./flow/result.ts";
import {
  type Analyzer,
  type AnalyzerOptions,
  atLeast,
  type CancellationToken,
  CancelledError,
  createLineIndex,
  type Detector,
  type EngineHost,
  type Entity,
  type FileAnalysis,
  type FixOffer,
  type LineIndex,
  neverCancelled,
  type Policy,
  type ReconstructedPrompt,
  rangeOf,
  type Span,
  throwIfCancelled,
} from "./model/index.ts";
import { promptTextsOf } from "./rules/prompt-texts.ts";
import { rules as allRules } from "./rules/registry.ts";
import type { PromptText, RuleContext } from "./rules/rule.ts";

/** Time a file's analysis may take unless the options say otherwise. */
const defaultTimeBudget = 2000;
/**
 * Nodes of code that are open at once where memory counts: some twenty thousand lines. Who calls a function of a
 * common name is asked of most files, and to open them costs more than to ask.
 */
const compactOpenNodes = 80_000;
/** Files larger than this are not read for the sake of imports. */
const largestImport = 500_000;

const noEntities: readonly Entity[] = [];
const noFills: readonly PlaceholderFlows[] = [];

/** Thrown inside when the time budget is spent; what was found until then stands. */
class BudgetSpent extends Error {}

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
    parts.syntax ?? loadSyntax(host, options.languages),
    parts.detectorFor ?? loadPolicyDetectors(host),
  ]);
  return analyzerOver(host, options, { syntax, detectorFor });
}

let builtIn: ReturnType<typeof loadDetectors> | undefined;

/** Recognizers and names serve the analyses of all folders. */
async function loadPolicyDetectors(host: EngineHost): Promise<(policy: Policy) => Detector> {
  builtIn ??= loadDetectors({ host });
  try {
    const make = await builtIn;
    return ({ detect, allow, deny }) => make({ policy: detect, allow, deny });
  } catch (error) {
    builtIn = undefined;
    throw error;
  }
}

function analyzerOver(host: EngineHost, options: AnalyzerOptions, { syntax, detectorFor }: AnalyzerParts): Analyzer {
  const regions = createRegionTrees(syntax);
  const files = createFileStore(syntax, (file) => host.readText(file));
  /** How often a text was judged without the answer of the token classifier, which is still to come. */
  let judgedEarly = 0;
  const entitiesIn = createEntityMemory(detectorFor, (text) => {
    if (!options.proposed) return noEntities;
    const proposed = options.proposed(text);
    if (!proposed) judgedEarly++;
    return proposed;
  });
  const activeRules = options.rules ? allRules.filter((rule) => options.rules!.includes(rule.id)) : allRules;
  const report = (context: string, error: unknown) => options.onInternalError?.(context, error);
  const affected = new Set<string>();
  const code = createCodeIndex({
    host,
    openNodes: options.compact ? compactOpenNodes : undefined,
    isWhole: options.compact,
    readText: (file) => files.get(file)?.text ?? host.readText(file),
    addImported: options.readImports
      ? (file) => {
          const text = host.readText(file);
          if (text === undefined || text.length > largestImport) return false;
          files.set({ file, text });
          code.markChanged(file);
          return true;
        }
      : undefined,
    codeText(file) {
      const state = files.get(file);
      return state && files.documentOf(state)?.code?.source.text;
    },
    lower(file, engine) {
      const state = files.get(file);
      const document = state && files.documentOf(state);
      if (!state || !document?.code) {
        engine.removeFile(file);
        engine.otherChanged(file);
        return;
      }
      const { language, source } = document.code;
      // While a file is being edited its versions are not worth keeping.
      const cache = engine.has(file) ? undefined : host.cache;
      const key = cache && irKey(language, source.text, host.digest);
      const kept = cache && key ? readCachedIr(cache, key) : undefined;
      if (kept) {
        engine.setBytes(file, kept);
        return;
      }
      const tree = files.treeOf(state, document);
      if (!tree) {
        engine.removeFile(file);
        return;
      }
      engine.setFile(file, language, source.text, tree);
      const made = cache && key ? engine.bytes(file) : undefined;
      if (made) cache?.set(key!, made);
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

  function analyze(file: string, token: CancellationToken = neverCancelled): FileAnalysis {
    const state = files.get(file);
    if (!state) return { file, findings: [], errors: [], partial: false, skipped: "The file is not known." };
    const policy = options.policyFor(file);
    refresh(file, policy, token);
    affected.delete(file);
    const known = state.analysis;
    // Once more over the same rows of a data file would come as far as before.
    const isFinal =
      known && !known.isEarly && (!known.result.partial || (known.visible === state.visible && !state.document?.code));
    if (known && isFinal && known.policy === policy) return known.result;
    const before = judgedEarly;
    const { result, fixable } = analyzeState(state, policy, token);
    state.analysis = { policy, visible: state.visible, result, fixable, isEarly: judgedEarly > before };
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
      document = files.documentOf(state);
    } catch (error) {
      report(`opening ${file}`, error);
      return none({ errors: [{ file, message: "The file could not be read as what its name says it is." }] });
    }
    if (!document) return none({ skipped: "PromptVeil does not read this kind of file." });
    if (document.skipped !== undefined) return none({ skipped: document.skipped });
    const lines = files.linesOf(state);
    const noted: DocumentProblem[] = [];
    let partial = false;
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
    // Parsed where something asks for it: most files of a workspace are lowered already and hold no finding.
    const treeOf = (): Tree | undefined => {
      let tree: Tree | undefined;
      guarded(`parsing ${file}`, () => {
        tree = files.treeOf(state, document);
      });
      return tree;
    };
    guarded(`flows of ${file}`, () => {
      if (!document.code) return;
      flows = code.flows(file, token, Math.max(0, deadline - host.now()));
      if (flows.partial) partial = true;
    });
    const suppressions: Suppression[] = [];
    guarded(`comments of ${file}`, () => {
      suppressions.push(...suppressionsOf(document, treeOf));
    });
    const problem = (message: string, span: Span) => noted.push({ message, span });
    let fills: readonly PlaceholderFlows[] | undefined;
    const filled = () => {
      if (document.code || document.templates.length === 0) return [];
      if (!fills) {
        const found = code.templateFlows(file, token, Math.max(0, deadline - host.now()));
        if (found.partial) partial = true;
        fills = found.placeholders;
      }
      return fills;
    };
    const context = createContext(document, policy, flows, filled, suppressions, checkpoint, problem);
    const found: RuledExposure[] = [];
    for (const rule of activeRules) {
      if ((policy.rules[rule.id]?.severity ?? rule.defaultSeverity) === "off") continue;
      guarded(`${rule.id} in ${file}`, () => {
        checkpoint();
        for (const exposure of rule.check(context)) found.push({ rule: rule.id, exposure });
      });
    }
    const findings = settleFindings({
      document,
      policy,
      rules: activeRules,
      exposures: found,
      isTest: context.isTest,
      isSuppressed: (rule, span) =>
        suppressions.length > 0 && isSuppressed(suppressions, rule, span, statementOf(document, treeOf(), span)),
      linesOf,
      offerFixes(id, exposures) {
        if (options.offerFixes === false) return () => [];
        const subject = subjectOf(exposures, file, documentFor);
        fixable.set(id, subject);
        return () => {
          let offers: FixOffer[] = [];
          if (files.get(file) !== state || state.document !== document) return offers;
          guarded(`fixes of ${exposures[0].rule} in ${file}`, () => {
            offers = offerFixes(fixHost, subject);
          });
          return offers;
        };
      },
    });
    const errors = [...document.problems, ...noted].map(({ message, span }) => ({
      file,
      message: `Line ${rangeOf(lines, span).start.line + 1}: ${message}`,
    }));
    return { result: { file, findings, errors, partial }, fixable };
  }

  function promptsIn(file: string): readonly ReconstructedPrompt[] {
    const state = files.get(file);
    const document = state && files.documentOf(state);
    if (!document) return [];
    const policy = options.policyFor(file);
    refresh(file, policy, neverCancelled);
    const flows = document.code ? code.flows(file, neverCancelled, options.timeBudget ?? defaultTimeBudget) : undefined;
    const filled =
      document.code || document.templates.length === 0
        ? noFills
        : code.templateFlows(file, neverCancelled, options.timeBudget ?? defaultTimeBudget).placeholders;
    const before = state.prompts;
    if (
      before?.document === document &&
      before.flows === flows &&
      before.filled === filled &&
      before.policy === policy
    ) {
      return before.list;
    }
    const { entities } = createContext(
      document,
      policy,
      flows,
      () => filled,
      [],
      () => {},
      () => {},
    );
    const list = promptsOf({ document, flows, filled, entities: (text) => entities(text) });
    state.prompts = { document, flows, filled, policy, list };
    return list;
  }

  function documentFor(file: string): SourceDocument | undefined {
    const state = files.get(file);
    if (state) return files.documentOf(state);
    const text = host.readText(file);
    return text === undefined ? undefined : openDocument({ file, text });
  }

  const fixHost: FixHost = {
    document: documentFor,
    withTree(document, use, places) {
      const state = files.get(document.file);
      if (state && document === state.document) {
        const part = places && !state.tree ? regions.around(document, code.ir(document.file), places) : undefined;
        if (part) return use(part.rootNode);
        const tree = files.treeOf(state, document);
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

  function linesOf(file: string): LineIndex {
    const state = files.get(file);
    if (state) return files.linesOf(state);
    return createLineIndex(host.readText(file) ?? "");
  }

  function createContext(
    document: SourceDocument,
    policy: Policy,
    flows: FileFlows | undefined,
    filled: () => readonly PlaceholderFlows[],
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
      filled,
      isTest: isTestFile(document.file),
      promptTexts() {
        texts ??= promptTextsOf(document, flows);
        return texts;
      },
      entities(text, format = "text") {
        let entities = detected.get(text);
        if (!entities) {
          entities = piecesOf(text.text).flatMap(({ start, end }) => {
            checkpoint();
            const found = entitiesIn(policy, text.text.slice(start, end), format);
            return start === 0
              ? found
              : found.map((one) => ({ ...one, start: one.start + start, end: one.end + start }));
          });
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
    setFile(input) {
      if (files.set(input)) code.markChanged(input.file);
    },
    removeFile(file) {
      files.remove(file);
      affected.delete(file);
      code.remove(file);
    },
    has: (file) => files.get(file) !== undefined,
    lower(input) {
      try {
        return lowerFile(host, syntax, input);
      } catch (error) {
        report(`lowering ${input.file}`, error);
        return undefined;
      }
    },
    setLowered({ file, stamp, bytes }) {
      files.setStored(file, stamp);
      code.setLowered(file, bytes);
    },
    release(file) {
      files.release(file);
      regions.forget();
    },
    invalidate() {
      for (const state of files.all()) delete state.analysis;
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
      regions.forget();
      files.dispose();
    },
  };
}

/** Texts longer than this are looked at in pieces, so that time limits and cancellation hold within one text. */
const longestPiece = 200_000;

/** A text as pieces that end at white space. */
function piecesOf(text: string): Span[] {
  const pieces: Span[] = [];
  let start = 0;
  while (text.length - start > longestPiece) {
    const limit = start + longestPiece;
    const space = Math.max(text.lastIndexOf("\n", limit), text.lastIndexOf(" ", limit));
    const end = space > start ? space + 1 : limit;
    pieces.push({ start, end });
    start = end;
  }
  pieces.push({ start, end: text.length });
  return pieces;
}
