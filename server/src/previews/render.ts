import type { Detector, Entity, PromptPart, ReconstructedPrompt } from "@promptveil/engine";
import type { ReconstructPromptRequest } from "@promptveil/protocol";
import type { Engine } from "../engine.ts";

type Message = ReconstructPromptRequest.PreviewMessage;

/** A text and the same with its literal personal data replaced. */
export interface Anonymized {
  readonly text: string;
  readonly entities: readonly Entity[];
}

export interface Anonymizers {
  readonly engine: Pick<Engine, "placeholder" | "entityTypeOf" | "sampleValue">;
  readonly detector: Detector;
}

/** Replaces each entity by its placeholder. */
export function anonymize(text: string, { engine, detector }: Anonymizers): Anonymized {
  const entities = detector.detect(text, { format: "auto" });
  let result = "";
  let at = 0;
  for (const entity of entities) {
    result += text.slice(at, entity.start) + engine.placeholder(entity.type);
    at = entity.end;
  }
  return { text: result + text.slice(at), entities };
}

/** A prompt with invented values in its holes, and the same anonymized, message by message. */
export function renderPrompt(prompt: ReconstructedPrompt, tools: Anonymizers): readonly Message[] {
  return prompt.messages.map(({ role, parts }) => {
    let original = "";
    let anonymized = "";
    for (const part of parts) {
      const { before, after } = renderPart(part, tools);
      original += before;
      anonymized += after;
    }
    return { role, original, anonymized };
  });
}

function renderPart({ text, hole }: PromptPart, tools: Anonymizers): { before: string; after: string } {
  if (!hole) return { before: text, after: anonymize(text, tools).text };
  const { engine } = tools;
  const type = hole.entityType ?? hole.categories.map((category) => engine.entityTypeOf(category)).find(Boolean);
  if (type === undefined && hole.categories.length === 0) {
    const shown = `{${hole.label}}`;
    return { before: shown, after: shown };
  }
  const replaced = engine.placeholder(type ?? "PERSONAL_DATA");
  // A hole behind a sanitizer is sent without the value as it is.
  return { before: hole.sanitized ? replaced : engine.sampleValue(type, hole.label), after: replaced };
}

/** Messages as one text: with headings for the roles where there are several, or where the role says something. */
export function joinMessages(messages: readonly Message[], side: "original" | "anonymized"): string {
  if (messages.length === 1) return messages[0]![side];
  return messages.map((message) => `── ${message.role} ──\n${message[side]}`).join("\n\n");
}
