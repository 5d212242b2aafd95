import type { AccessPath, AccessPaths } from "./access-path.ts";
import type { DefinerIndex } from "./definers.ts";
import type { FlowFile } from "./file-facts.ts";
import { argumentsFor, type HandedParameter, handedParameters, sinkGroup } from "./handed-over.ts";
import type { Linker } from "./link/linker.ts";
import type { NameClassifier } from "./origins.ts";
import type { SinkSite } from "./sink-site.ts";
import type { SinkFinder } from "./sinks.ts";
import { createWrapperIndex } from "./wrappers.ts";

export interface SiteFinderInput {
  readonly sinks: SinkFinder;
  readonly linker: Linker;
  readonly paths: AccessPaths;
  readonly classify: NameClassifier;
  readonly definers: DefinerIndex;
  touched(file: string): void;
}

/** Finds the sinks of a file, those among them that other files make so: a project's own wrapper of a model. */
export interface SiteFinder {
  sitesOf(file: FlowFile): readonly SinkSite[];
  /** Whether what a parameter is handed is told in the files that call its function. */
  isHandedOver(group: string, file: FlowFile, index: number, parameter: number, path: AccessPath): boolean;
  /** Forgets what rests on files whose text changed; everything without them. */
  forget(stale?: ReadonlySet<string>): void;
}

export function createSiteFinder(input: SiteFinderInput): SiteFinder {
  const { sinks, linker, paths, classify, definers } = input;
  const own = new Map<string, { readonly sites: readonly SinkSite[]; readonly files: ReadonlySet<string> }>();
  const wrappers = createWrapperIndex({
    linker,
    definers,
    find: (file, handedIn) => handedParameters(file, sitesWith(file, handedIn), linker, classify),
  });

  /** What the catalogue and the shape of code say, and calls of other files' wrappers. */
  function sitesOf(file: FlowFile): readonly SinkSite[] {
    let known = own.get(file.file);
    if (!known) {
      const files = new Set<string>();
      const sites = sitesWith(file, (other) => {
        const found = wrappers.of(other);
        files.add(other.file);
        for (const one of found.files) files.add(one);
        return found.handed;
      });
      known = { sites, files };
      own.set(file.file, known);
    }
    for (const one of known.files) input.touched(one);
    return known.sites;
  }

  function sitesWith(file: FlowFile, handedIn: (file: FlowFile) => readonly HandedParameter[]): readonly SinkSite[] {
    const base = sinks.sinksOf(file);
    const taken = new Set(base.map(({ node, kind }) => `${node}:${sinkGroup({ kind })}`));
    return [...base, ...wrapperCalls(file, taken, handedIn)];
  }

  function wrapperCalls(
    file: FlowFile,
    taken: ReadonlySet<string>,
    handedIn: (file: FlowFile) => readonly HandedParameter[],
  ): SinkSite[] {
    const sites = new Map<string, SinkSite & { starts: SinkSite["starts"][number][] }>();
    for (const { node, file: other, function: index } of wrappers.outgoing(file)) {
      const operation = file.ir.operation(node);
      if (operation.op !== "call") continue;
      const target = linker.functionAt(other, index);
      for (const handed of handedIn(other)) {
        if (handed.function !== index) continue;
        const { site } = handed;
        const key = `${node}:${sinkGroup(site)}`;
        if (taken.has(key)) continue;
        const starts = argumentsFor(operation, target.parameters, handed.parameter, handed.steps).map((given) => ({
          ref: { file, node: given.value },
          path: paths.of(given.steps),
          serialized: handed.serialized,
        }));
        if (starts.length === 0) continue;
        const before = sites.get(key);
        if (before) before.starts.push(...starts);
        else {
          const kind = site.kind === "prompt" ? "llm" : site.kind;
          const leads = site.leadsTo ?? { file: site.file, node: site.node, title: site.title };
          sites.set(key, { ...site, file, node, kind, form: "call", title: target.name, starts, leadsTo: leads });
        }
      }
    }
    return [...sites.values()];
  }

  return {
    sitesOf,
    isHandedOver(group, file, index, parameter, path) {
      const found = wrappers.of(file);
      input.touched(file.file);
      for (const one of found.files) input.touched(one);
      return found.handed.some(
        (handed) =>
          handed.function === index &&
          handed.parameter === parameter &&
          sinkGroup(handed.site) === group &&
          handed.steps.every((step, at) => path.steps[at] === step),
      );
    },
    forget(stale) {
      wrappers.forget(stale);
      if (!stale) {
        own.clear();
        return;
      }
      for (const [file, { files }] of own) {
        if (stale.has(file) || [...files].some((one) => stale.has(one))) own.delete(file);
      }
    },
  };
}
