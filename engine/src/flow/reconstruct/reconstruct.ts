import type { NodeId } from "../ir.ts";
import type { SinkSite } from "../sink-site.ts";
import { mergeTexts } from "./fill-text.ts";
import { type Message, messageOf, messagesOf } from "./messages.ts";
import { textParts } from "./parts.ts";
import { entryOf, type Place, type Reading, type ReconstructorInput, startReading } from "./reading.ts";

export interface Reconstruction {
  readonly messages: readonly Message[];
  /** Nodes whose text went into it. */
  readonly used: ReadonlySet<NodeId>;
}

const roleOfName: Readonly<Record<string, string>> = {
  system: "system",
  instructions: "system",
  systemInstruction: "system",
  system_instruction: "system",
  prompt: "user",
  input: "user",
  contents: "user",
  message: "user",
};

/** Puts together what a call would send, or what a prompt says, as far as the code tells. */
export function reconstruct(input: ReconstructorInput, site: SinkSite): Reconstruction {
  const reading = startReading(input, site.file);
  const messages = messagesAt(reading, site).map(({ role, parts }) => ({ role, parts: mergeTexts(parts) }));
  return { messages, used: reading.used };
}

function messagesAt(reading: Reading, site: SinkSite): Message[] {
  if (site.form === "text") return [{ role: "user", parts: textParts(reading, site.starts[0]!.ref, undefined) }];
  if (site.form === "message") {
    const one = messageOf(reading, site, undefined);
    return one ? [one] : [];
  }
  const operation = site.file.ir.operation(site.node);
  const messages = site.starts.flatMap(({ ref, path }) => {
    const last = path.steps.findLast((step) => step !== "*");
    const argument = operation.op === "call" ? operation.arguments.find((one) => one.value === ref.node) : undefined;
    const role = roleOfName[last ?? argument?.name ?? ""] ?? "user";
    if (path.steps.length === 0) return messagesOf(reading, ref, undefined, role);
    if (last === undefined) return [];
    const inner = path.steps.reduce<Place | undefined>(
      (from, step) => from && (step === "*" ? from : entryOf(from.ref, step, from.frame)),
      { ref, frame: undefined },
    );
    return inner ? messagesOf(reading, inner.ref, inner.frame, role) : [];
  });
  // What sets the tone comes first, wherever it stands among the arguments.
  return messages.sort((a, b) => Number(b.role === "system") - Number(a.role === "system"));
}
