import type { AccessPath, AccessPaths } from "./access-path.ts";
import type { DefinerIndex } from "./definers.ts";
import type { FlowFile } from "./file-facts.ts";
import { argumentsFor, type HandedParameter, handedParameters, sinkGroup } from "./handed-over.ts";
import type { NodeId } from "./ir.ts";
import type { Linker } from "./link/linker.ts";
import type { NameClassifier } from "./origins.ts";
import type { SinkFinder, SinkSite } from "./sinks.ts";

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

const nothing: readonly HandedParameter[] = [];

export function createSiteFinder(input: SiteFinderInput): SiteFinder {
  const { sinks, linker, paths } = input;
  const own = new Map<string, readonly SinkSite[]>();
  const known = new Map<string, readonly HandedParameter[]>();
  const active = new Set<string>();
  /** How often a circle of files was cut: what leaned on that is not kept. */
  let cuts = 0;

  /** What the catalogue and the shape of code say, and calls of other files' wrappers. */
  function sitesOf(file: FlowFile): readonly SinkSite[] {
    let sites = own.get(file.file);
    if (!sites) {
      const before = cuts;
      const base = sinks.sinksOf(file);
      sites = [...base, ...wrapperCalls(file, new Set(base.map(({ node, kind }) => `${node}:${sinkGroup({ kind })}`)))];
      if (active.size === 0 || cuts === before) own.set(file.file, sites);
    }
    return sites;
  }

  function handedIn(file: FlowFile): readonly HandedParameter[] {
    input.touched(file.file);
    const found = known.get(file.file);
    if (found) return found;
    if (!input.definers.has(file)) return nothing;
    if (active.has(file.file)) {
      cuts++;
      return nothing;
    }
    const before = cuts;
    active.add(file.file);
    const made = handedParameters(file, sitesOf(file), linker, input.classify);
    active.delete(file.file);
    // Files that call each other in a circle know of each other only once one of them is done.
    if (active.size === 0 || cuts === before) known.set(file.file, made);
    return made;
  }

  function wrapperCalls(file: FlowFile, taken: ReadonlySet<string>): SinkSite[] {
    const sites = new Map<string, SinkSite & { starts: SinkSite["starts"][number][] }>();
    for (const name of file.facts.callsByName.keys()) {
      if (!input.definers.definersOf(name).some((other) => other !== file)) continue;
      for (const node of file.facts.callsByName.get(name)!) wrapperCall(file, node, taken, sites);
    }
    return [...sites.values()];
  }

  function wrapperCall(
    file: FlowFile,
    node: NodeId,
    taken: ReadonlySet<string>,
    sites: Map<string, SinkSite & { starts: SinkSite["starts"][number][] }>,
  ): void {
    const operation = file.ir.operation(node);
    if (operation.op !== "call") return;
    for (const one of linker.denote(file, operation.callee)) {
      if (one.kind !== "function" || one.file === file) continue;
      const target = linker.functionAt(one.file, one.index);
      for (const handed of handedIn(one.file)) {
        if (handed.function !== one.index) continue;
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
  }

  return {
    sitesOf,
    isHandedOver(group, file, index, parameter, path) {
      return handedIn(file).some(
        (handed) =>
          handed.function === index &&
          handed.parameter === parameter &&
          sinkGroup(handed.site) === group &&
          handed.steps.every((step, at) => path.steps[at] === step),
      );
    },
    forget(stale) {
      if (!stale) {
        own.clear();
        known.clear();
        return;
      }
      for (const file of stale) {
        own.delete(file);
        known.delete(file);
      }
    },
  };
}
