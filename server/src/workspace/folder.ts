import { basename, dirname } from "node:path";
import type { Analyzer, AnalyzerOptions, FactCache, Policy } from "@promptveil/engine";
import {
  createNodeHost,
  createPolicyLookup,
  nameInside,
  type PolicyLookup,
  pathOf,
  toSlashes,
} from "@promptveil/host-node";
import type { Settings } from "@promptveil/protocol";
import type { Engine } from "../engine.ts";
import { pathOfUri, uriOfPath } from "../uris.ts";

/** One workspace folder under analysis; files outside of all of them get one for the folder they are in. */
export interface Folder {
  readonly key: string;
  /** Absolute path; `undefined` for documents that are in no file system, such as untitled ones. */
  readonly root: string | undefined;
  readonly analyzer: Analyzer;
  readonly policies: PolicyLookup | undefined;
  /** The name of a document for the engine: relative to the folder, with `/`. */
  nameOf(uri: string): string;
  /** The policy that holds for a file, with the settings below it. */
  policyOf(file: string): Policy;
  uriOf(name: string): string;
}

export interface FolderOptions {
  readonly engine: Engine;
  readonly key: string;
  readonly root: string | undefined;
  /** Policies above the root count too: for files that are in no workspace folder. */
  readonly policiesAbove: boolean;
  readonly cache: FactCache | undefined;
  readonly timeBudget?: number;
  settingsOf(uri: string): Settings;
  /** By absolute path: a text that stands unsaved in the editor. */
  unsaved(path: string): string | undefined;
  readonly proposed: NonNullable<AnalyzerOptions["proposed"]>;
  onInternalError(context: string, error: unknown): void;
}

export async function createFolder(options: FolderOptions): Promise<Folder> {
  const { engine, root } = options;
  const policies =
    root === undefined
      ? undefined
      : createPolicyLookup({
          ...(options.policiesAbove ? {} : { root }),
          defaults: engine.defaultPolicy,
          parse: (text) => engine.parsePolicy(text),
          unsaved: options.unsaved,
        });
  const host = createNodeHost({
    root: root ?? "/",
    unsaved: options.unsaved,
    ...(options.cache ? { cache: options.cache } : {}),
  });
  const names = new Map<string, string>();

  function nameOf(uri: string): string {
    const path = pathOfUri(uri);
    const name =
      path === undefined || root === undefined
        ? toSlashes(basename(uriPath(uri)))
        : (nameInside(root, path) ?? toSlashes(path));
    if (root === undefined) names.set(name, uri);
    return name;
  }

  function uriOf(name: string): string {
    return root === undefined ? (names.get(name) ?? name) : uriOfPath(pathOf(root, name));
  }

  const effective = createEffectivePolicies();
  function policyOf(file: string): Policy {
    const policy =
      policies && root !== undefined ? policies.policyFor(pathOf(root, file)).policy : engine.defaultPolicy;
    return effective(policy, options.settingsOf(uriOf(file)));
  }

  const analyzer = await engine.createAnalyzer(root === undefined ? { ...host, readText: () => undefined } : host, {
    policyFor: policyOf,
    readImports: root !== undefined,
    proposed: options.proposed,
    onInternalError: options.onInternalError,
    ...(options.timeBudget === undefined ? {} : { timeBudget: options.timeBudget }),
  });
  return { key: options.key, root, analyzer, policies, nameOf, policyOf, uriOf };
}

/** The folder around a file that is in no workspace folder. */
export function looseRoot(uri: string): string | undefined {
  const path = pathOfUri(uri);
  return path === undefined ? undefined : dirname(path);
}

function uriPath(uri: string): string {
  try {
    return decodeURIComponent(new URL(uri).pathname);
  } catch {
    return uri;
  }
}

/**
 * A policy with the rules of the settings below it: what the team wrote wins. The same inputs give the same object,
 * by which the engine sees that nothing changed.
 */
function createEffectivePolicies(): (policy: Policy, settings: Settings) => Policy {
  const known = new WeakMap<Policy, Map<string, Policy>>();
  return (policy, settings) => {
    if (Object.keys(settings.rules).length === 0) return policy;
    const key = JSON.stringify(settings.rules);
    const variants = known.get(policy) ?? new Map<string, Policy>();
    known.set(policy, variants);
    let effective = variants.get(key);
    if (!effective) {
      const rules = Object.fromEntries(Object.entries(settings.rules).map(([id, severity]) => [id, { severity }]));
      effective = { ...policy, rules: { ...rules, ...policy.rules } };
      variants.set(key, effective);
    }
    return effective;
  };
}
