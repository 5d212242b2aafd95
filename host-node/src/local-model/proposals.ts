import type { Entity, TokenClassifier } from "@promptveil/engine";

/** Texts whose entities are remembered, and how long they are at most. */
const mostRemembered = 50_000;
const longestRemembered = 20_000;

const nothing: readonly Entity[] = [];

/** What a classifier found, for a caller that cannot wait: it comes again when the answer is there. */
export interface Proposals {
  /** What was found in a text, the same list each time; `undefined` when it is being asked for. */
  proposed(text: string): readonly Entity[] | undefined;
  /** Waits for every answer that is due; whether there was one to wait for. Rejects as the classifier does. */
  settled(): Promise<boolean>;
}

/**
 * Remembers what a classifier found.
 * @param onSettled called when answers came in and none is due any more
 */
export function createProposals(
  classifier: TokenClassifier,
  onSettled: (error?: unknown) => void = () => {},
): Proposals {
  const known = new Map<string, readonly Entity[]>();
  const due = new Map<string, Promise<void>>();
  let failure: unknown;

  async function ask(text: string): Promise<void> {
    let found = nothing;
    try {
      // Once it failed it would fail again; the rest of the detection goes on without it.
      if (failure === undefined) found = await classifier.classify(text);
    } catch (error) {
      failure = error;
    }
    if (known.size >= mostRemembered) known.clear();
    known.set(text, found);
    due.delete(text);
    if (due.size === 0) onSettled(failure);
  }

  return {
    proposed(text) {
      const found = known.get(text);
      if (found || text.length > longestRemembered || text.trim() === "") return found ?? nothing;
      if (!due.has(text))
        due.set(
          text,
          Promise.resolve().then(() => ask(text)),
        );
      return undefined;
    },
    async settled() {
      const waited = due.size > 0;
      while (due.size > 0) await Promise.all(due.values());
      if (failure !== undefined) throw failure;
      return waited;
    },
  };
}
