import { dirname, join } from "node:path";
import type { Policy, PolicyProblem } from "@promptveil/engine";
import { nameInside } from "./paths.ts";
import { readFileText } from "./read-file.ts";

export const policyFileName = ".promptveil.yml";

/** A policy as read from a file, and what is wrong with that file. */
export interface PolicyFile {
  /** Absolute path of the file; absent where none was found and the defaults hold. */
  readonly path?: string;
  /** The defaults where the file has problems. */
  readonly policy: Policy;
  readonly problems: readonly PolicyProblem[];
}

export interface PolicyLookupOptions {
  /** The lookup ends here; without it, at the top of the file system. */
  readonly root?: string;
  readonly defaults: Policy;
  parse(text: string): { readonly policy: Policy; readonly problems: readonly PolicyProblem[] };
  /** Asked before the disk: the text of a policy file as it stands unsaved in an editor. */
  unsaved?(path: string): string | undefined;
}

export interface PolicyLookup {
  /** The policy that holds for a file, by absolute path: the nearest one upwards. */
  policyFor(path: string): PolicyFile;
  /** The policy files that were met so far. */
  known(): readonly PolicyFile[];
  /** Forget what was read: a policy file was changed, created or deleted. */
  forget(): void;
}

/** Finds and reads policies, each file once until `forget`. */
export function createPolicyLookup(options: PolicyLookupOptions): PolicyLookup {
  const fallback: PolicyFile = { policy: options.defaults, problems: [] };
  const byFolder = new Map<string, PolicyFile>();
  const files = new Map<string, PolicyFile>();

  function policyIn(folder: string): PolicyFile {
    const known = byFolder.get(folder);
    if (known) return known;
    const parent = dirname(folder);
    const isTop = parent === folder || (options.root !== undefined && nameInside(options.root, parent) === undefined);
    const found = read(join(folder, policyFileName)) ?? (isTop ? fallback : policyIn(parent));
    byFolder.set(folder, found);
    return found;
  }

  function read(path: string): PolicyFile | undefined {
    const unsaved = options.unsaved?.(path);
    const source = unsaved === undefined ? readFileText(path, { maxBytes: 1024 * 1024 }) : { text: unsaved };
    if ("missing" in source && source.missing) return undefined;
    const file = "text" in source ? parse(path, source.text) : broken(path, source.problem);
    files.set(path, file);
    return file;
  }

  function parse(path: string, text: string): PolicyFile {
    const { policy, problems } = options.parse(text);
    return { path, policy: problems.length > 0 ? options.defaults : policy, problems };
  }

  function broken(path: string, message: string): PolicyFile {
    const start = { line: 0, character: 0 };
    return { path, policy: options.defaults, problems: [{ message, range: { start, end: start } }] };
  }

  return {
    policyFor: (path) =>
      options.root !== undefined && nameInside(options.root, path) === undefined ? fallback : policyIn(dirname(path)),
    known: () => [...files.values()],
    forget() {
      byFolder.clear();
      files.clear();
    },
  };
}
