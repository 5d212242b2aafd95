import type { SinkHit } from "../flow/result.ts";
import { flowExposures } from "./flow-exposures.ts";
import type { Rule, RuleContext } from "./rule.ts";

/** Stores that forget by themselves when they are told to. */
const expiringEntries = /^(redis-store|langchain-history-store)$/;
/** What tells them, in the call or near it. */
const expiry = /(?<![a-z])(ex|px|exat|ttl|expire\w*|set_?ex|max_?age)(?![a-z])/i;

/** Whether a store that could forget is never told to, as far as the file says. */
function keepsForever({ document }: RuleContext, sink: SinkHit): boolean {
  const text = document.code?.source.text ?? "";
  return sink.kind === "store" && expiringEntries.test(sink.entry) && !expiry.test(text);
}

export const unlimitedRetention: Rule = {
  id: "PV406",
  name: "unlimited-retention",
  title: "Conversation kept forever",
  description: "The memory of a conversation is stored with no expiry, so that it outlives its purpose.",
  practices: ["minimization"],
  defaultSeverity: "info",
  legalBasis: [
    { title: "GDPR Art. 5(1)(e), storage limitation", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_5" },
  ],
  check: (context) =>
    flowExposures(context, {
      kinds: ["store"],
      accepts: ({ source }, _, sink) => source.kind !== "input" && keepsForever(context, sink),
      message: (what, where) =>
        `Personal data is kept with no expiry by ${where}: ${what}. Set a time after which it is deleted.`,
    }),
};
