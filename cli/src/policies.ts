import { resolve } from "node:path";
import { defaultPolicy, type Policy, parsePolicy } from "@promptveil/engine";
import { createPolicyLookup, type PolicyFile, readFileText } from "@promptveil/host-node";
import { UsageError } from "./exit-code.ts";
import { nameOf } from "./names.ts";

/** The policies that hold in a run. */
export interface Policies {
  /** By absolute path of the file that is judged. */
  policyFor(path: string): Policy;
  /** @throws UsageError that names every problem of the policies that hold for these files */
  check(paths: readonly string[]): void;
  /** What the policies that were met say, and where they stand: the same text, the same judgement. */
  text(): string;
}

/**
 * The nearest `.promptveil.yml` upwards from each file, or the one that is given.
 * @throws UsageError when the given one cannot be read
 */
export function createPolicies(cwd: string, config?: string): Policies {
  if (config !== undefined) {
    const path = resolve(cwd, config);
    const read = readFileText(path);
    if (!("text" in read)) {
      throw new UsageError(`The policy ${nameOf(cwd, path)} cannot be read: ${lowerFirst(read.problem)}`);
    }
    const { policy, problems } = parsePolicy(read.text);
    return {
      policyFor: () => policy,
      check: () => refuse(cwd, [{ path, policy, problems }]),
      text: () => read.text,
    };
  }
  const lookup = createPolicyLookup({ defaults: defaultPolicy, parse: parsePolicy });
  return {
    policyFor: (path) => lookup.policyFor(path).policy,
    check(paths) {
      for (const path of paths) lookup.policyFor(path);
      refuse(cwd, lookup.known());
    },
    text: () => JSON.stringify(lookup.known().map(({ path }) => path && [path, textOf(path)])),
  };
}

function refuse(cwd: string, files: readonly PolicyFile[]): void {
  const lines = files.flatMap(({ path, problems }) =>
    problems.map(({ message, range }) => {
      const { line, character } = range.start;
      return `${path === undefined ? "policy" : nameOf(cwd, path)}:${line + 1}:${character + 1}: ${message}`;
    }),
  );
  if (lines.length > 0)
    throw new UsageError(`The policy is not valid:\n${lines.map((line) => `  ${line}`).join("\n")}`);
}

function textOf(path: string): string | undefined {
  const read = readFileText(path);
  return "text" in read ? read.text : undefined;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
