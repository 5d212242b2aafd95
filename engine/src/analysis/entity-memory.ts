import { defaultThresholds } from "../detect/index.ts";
import type { DetectOptions, Detector, Entity, Policy } from "../model/index.ts";

/** Texts whose entities are remembered: how many, and how long at most. */
const mostRemembered = 2000;
const longestRemembered = 5000;

interface Remembered {
  readonly entities: readonly Entity[];
  /** What they were judged together with. */
  readonly proposed: readonly Entity[];
}

const nothing: readonly Entity[] = [];

/** Finds entities as a policy says. Prompt texts hardly change between two keystrokes, so results are kept. */
export type EntityMemory = (
  policy: Policy,
  text: string,
  format: NonNullable<DetectOptions["format"]>,
) => readonly Entity[];

/** @param proposedIn what a token classifier found in a text; `undefined` while it is at work */
export function createEntityMemory(
  detectorFor: (policy: Policy) => Detector,
  proposedIn: (text: string) => readonly Entity[] | undefined = () => nothing,
): EntityMemory {
  const byPolicy = new WeakMap<Policy, { readonly detector: Detector; readonly found: Map<string, Remembered> }>();
  return (policy, text, format) => {
    let memory = byPolicy.get(policy);
    if (!memory) {
      memory = { detector: detectorFor(policy), found: new Map() };
      byPolicy.set(policy, memory);
    }
    const { detector, found } = memory;
    const key = `${format} ${text}`;
    const proposed = proposedIn(text);
    const known = found.get(key);
    if (known && known.proposed === proposed) return known.entities;
    const threshold = policy.detect.thresholds?.editor ?? defaultThresholds.audit;
    const entities = detector.detect(text, { format, threshold, ...(proposed && { proposed }) });
    if (proposed && text.length <= longestRemembered) {
      if (found.size >= mostRemembered) found.clear();
      found.set(key, { entities, proposed });
    }
    return entities;
  };
}
