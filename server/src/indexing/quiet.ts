import type { OpenDocuments } from "../documents/open-documents.ts";

/** Tells when nobody types, so that work which can wait does. */
export interface Quiet {
  /** Resolves when no document changed for a while; while somebody types without a pause, once a second. */
  wait(): Promise<void>;
}

/** Milliseconds without a change after which nobody types; longer than between two keys of a word. */
const pause = 200;
const longest = 1000;

export function createQuiet(documents: Pick<OpenDocuments, "onDidChange">): Quiet {
  let changed = Number.NEGATIVE_INFINITY;
  documents.onDidChange(() => {
    changed = performance.now();
  });
  return {
    async wait() {
      const until = performance.now() + longest;
      for (;;) {
        const now = performance.now();
        const left = Math.min(changed + pause, until) - now;
        if (left <= 0) return;
        await new Promise((resolve) => setTimeout(resolve, left).unref());
      }
    },
  };
}
