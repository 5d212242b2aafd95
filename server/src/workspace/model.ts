import type { Entity } from "@promptveil/engine/model";
import {
  createLocalModel,
  createProposals,
  type LocalModel,
  LocalModelError,
  type Proposals,
} from "@promptveil/host-node";
import type { Settings } from "@promptveil/protocol";
import type { Words } from "../words/words.ts";

/** The model that the user's settings name. Starts with the first text that it is asked about. */
export interface ModelOfSettings {
  /** What the model found in a text; `undefined` while it is at work, none where no model is set or it does not run. */
  proposed(text: string): readonly Entity[] | undefined;
  /** The same, for those who can wait. */
  classify(text: string): Promise<readonly Entity[]>;
  /** Waits for every answer that is due; whether there was one to wait for. */
  settled(): Promise<boolean>;
  /** Settings are known or changed. */
  use(settings: Settings["model"]): void;
  /** Answers came in, or the model is another one: what was analysed before is out of date. */
  onDidAnswer: () => void;
  dispose(): void;
}

const nothing: readonly Entity[] = [];

/** @param onProblem hears once per model why it does not run, in plain words */
export function createModelOfSettings(words: () => Words, onProblem: (message: string) => void): ModelOfSettings {
  let current: { readonly key: string; readonly model?: LocalModel; readonly proposals?: Proposals } = { key: "" };

  function open({ folder, runtime }: Settings["model"], key: string): typeof current {
    if (folder === "") return { key };
    try {
      const model = createLocalModel({ folder, ...(runtime !== "" && { runtime }) });
      let told = false;
      const proposals = createProposals(model, (error) => {
        if (current.key !== key) return;
        if (error !== undefined && !told) {
          told = true;
          onProblem(error instanceof LocalModelError ? error.message : words()("modelEnded"));
        }
        feature.onDidAnswer();
      });
      return { key, model, proposals };
    } catch (error) {
      if (!(error instanceof LocalModelError)) throw error;
      onProblem(error.message);
      return { key };
    }
  }

  const feature: ModelOfSettings = {
    proposed: (text) => (current.proposals ? current.proposals.proposed(text) : nothing),
    async classify(text) {
      const found = feature.proposed(text);
      if (found) return found;
      await feature.settled();
      return feature.proposed(text) ?? nothing;
    },
    settled: () => current.proposals?.settled().catch(() => false) ?? Promise.resolve(false),
    use(settings) {
      const key = JSON.stringify(settings);
      if (key === current.key) return;
      const before = current;
      current = { key };
      current = open(settings, key);
      void before.model?.close();
      if (before.model || current.model) feature.onDidAnswer();
    },
    onDidAnswer() {},
    dispose() {
      void current.model?.close();
      current = { key: "" };
    },
  };
  return feature;
}
