import { settingExposure, settingsIn } from "./code-settings.ts";
import { isModelCode } from "./model-code.ts";
import type { Rule } from "./rule.ts";

/** Options of a call that let the provider keep what it is sent. */
const keeping = /(?<![\w$.])store["']?\s*[=:]\s*(true|True)\b/g;

export const providerRetentionOrTraining: Rule = {
  id: "PV402",
  name: "provider-retention-or-training",
  title: "Provider keeps the conversation",
  description: "An option of the call lets the provider keep the conversation, or use it to train and evaluate.",
  practices: ["responsible AI", "transparency"],
  defaultSeverity: "warning",
  legalBasis: [
    { title: "GDPR Art. 5(1)(e), storage limitation", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_5" },
    { title: "GDPR Art. 13, information to be provided", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_13" },
  ],
  *check(context) {
    const { document, flows } = context;
    const source = document.code?.source;
    if (!source || !flows || !isModelCode(document)) return;
    // The calls are put together only for a file that has such an option.
    keeping.lastIndex = 0;
    if (!keeping.test(source.text)) return;
    for (const call of flows.prompts) {
      if (call.kind !== "call" || call.file !== document.file) continue;
      for (const { span, match } of settingsIn(source.text, keeping, call.span)) {
        const value = match[1]!;
        yield settingExposure(context, span, `store ${call.title}`, {
          message: `\`store\` lets the provider keep what goes into \`${call.title}\`. Turn it off unless people were told.`,
          fix: {
            span: { start: span.end - value.length, end: span.end },
            replacement: value === "True" ? "False" : "false",
            title: "Do not let the provider keep it",
          },
        });
      }
    }
  },
};
