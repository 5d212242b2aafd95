import { builtInCatalog } from "../../../engine/src/catalog/built-in.ts";
import { flowCatalog } from "../../../engine/src/catalog/entries.ts";
import { createAccessPaths } from "../../../engine/src/flow/access-path.ts";
import { createPatternSet } from "../../../engine/src/flow/api-patterns.ts";
import { namesResult } from "../../../engine/src/flow/call-names.ts";
import type { FlowFile } from "../../../engine/src/flow/file-facts.ts";
import { flowFileOf } from "../../../engine/src/flow/flow-file.ts";
import { lowerTree } from "../../../engine/src/flow/front-ends/front-end.ts";
import { createLinker, type Linker } from "../../../engine/src/flow/link/linker.ts";
import { createModuleResolver } from "../../../engine/src/flow/modules.ts";
import { isChoiceOfConstants, type NameClassifier } from "../../../engine/src/flow/origins.ts";
import { search } from "../../../engine/src/flow/search/search.ts";
import type { SinkSite } from "../../../engine/src/flow/sink-site.ts";
import { createSinkFinder } from "../../../engine/src/flow/sinks.ts";
import type { CategoryName } from "../../../engine/src/model/index.ts";
import { languageOf, testSyntax } from "../flow.ts";
import { isDeep, maxPath } from "./facts.ts";

/** The engine's search over files given as text, without what the catalogue knows of sources and sanitizers. */
export interface Searches {
  readonly linker: Linker;
  readonly sites: readonly SinkSite[];
  /** Names of fields that hold one of a few constants, which nobody takes for data. */
  readonly constants: ReadonlySet<string>;
  /** The names of the fields whose data reaches a sink, as the engine says; `undefined` where it gave up. */
  fieldsReaching(site: SinkSite): Set<string> | undefined;
}

/** Every field is data but those that hold whatever a call gave, and nothing else is: names on the way say nothing. */
const everyField: NameClassifier = {
  identifier: ({ name, receiver }) =>
    receiver === undefined || namesResult(name)
      ? undefined
      : { category: name as CategoryName, tier: "unsure", confidence: 0.5, document: false, entry: name },
  record: () => undefined,
};

export async function searchesOver(texts: Readonly<Record<string, string>>): Promise<Searches> {
  const parser = await testSyntax();
  const files = new Map<string, FlowFile>();
  const calling = new Map<string, Set<FlowFile>>();
  const { sinks, aliases } = flowCatalog(builtInCatalog);
  const patterns = <T extends { readonly calls?: readonly string[] }>(entries: readonly T[]) =>
    createPatternSet(entries.flatMap((entry) => (entry.calls ? [{ patterns: entry.calls, value: entry }] : [])));
  const sinkPatterns = patterns(sinks);
  const modules = createModuleResolver((file) => texts[file], new Set(sinkPatterns.roots));
  for (const [file, text] of Object.entries(texts)) {
    const language = languageOf(file);
    if (!language) continue;
    const tree = parser.parse(language, text);
    const ir = lowerTree(language, tree, text);
    tree.delete();
    if (!ir) continue;
    const made = flowFileOf({ file, id: files.size, text: () => text, onOpen: () => {} }, ir, text);
    files.set(file, made);
    modules.addFile(file);
    for (const name of made.head.calls) calling.set(name, (calling.get(name) ?? new Set()).add(made));
  }
  const linker = createLinker({
    files,
    modules,
    aliases: patterns(aliases),
    readAliases: createPatternSet(
      aliases.flatMap((entry) => (entry.reads ? [{ patterns: entry.reads, value: entry }] : [])),
    ),
    filesCalling: (name) => calling.get(name) ?? [],
    touched: () => {},
    touchedName: () => {},
  });
  const declared = [...files.values()].flatMap(({ ir }) => ir.classes.flatMap(({ fields }) => fields));
  const constants = new Set(
    declared.filter(({ typeText }) => typeText && isChoiceOfConstants(typeText)).map(({ name }) => name),
  );
  const paths = createAccessPaths(maxPath);
  const none = createPatternSet<never>([]);
  const finder = createSinkFinder(sinks, sinkPatterns, linker, paths);
  return {
    linker,
    constants,
    sites: [...files.values()].flatMap((file) => finder.sinksOf(file)),
    fieldsReaching(site) {
      const { found, complete } = search(
        {
          linker,
          paths,
          classify: everyField,
          sourceCalls: none,
          sourceReads: none,
          sourceTypes: none,
          sourceHandlers: none,
          sanitizers: none,
          propagators: none,
          modelCalls: none,
          touched: () => {},
        },
        site.starts,
        () => false,
      );
      return complete
        ? new Set(found.flatMap(({ state, judgement }) => (isDeep(state.path.steps) ? [] : judgement.categories)))
        : undefined;
    },
  };
}
