import { defaultThresholds } from "../detect/index.ts";
import type { DetectOptions, Detector, Entity, Policy } from "../model/index.ts";

/** Texts whose entities are remembered: how many, and how long at most. */
const mostRemembered = 2000;
const longestRemembered = 5000;

/** Finds entities as a policy says. Prompt texts hardly change between two keystrokes, so results are kept. */
export type EntityMemory = (
  policy: Policy,
  text: string,
  format: NonNullable<DetectOptions["format"]>,
) => readonly Entity[];

export function createEntityMemory(detectorFor: (policy: Policy) => Detector): EntityMemory {
  const byPolicy = new WeakMap<
    Policy,
    { readonly detector: Detector; readonly found: Map<string, readonly Entity[]> }
  >();
  return (policy, text, format) => {
    let memory = byPolicy.get(policy);
    if (!memory) {
      memory = { detector: detectorFor(policy), found: new Map() };
      byPolicy.set(policy, memory);
    }
    const { detector, found } = memory;
    const key = `${format} ${text}`;
    const known = found.get(key);
    if (known) return known;
    const threshold = policy.detect.thresholds?.editor ?? defaultThresholds.audit;
    const entities = detector.detect(text, { format, threshold });
    if (text.length <= longestRemembered) {
      if (found.size >= mostRemembered) found.clear();
      found.set(key, entities);
    }
    return entities;
  };
}
