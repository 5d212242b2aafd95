import type { Rule } from "./rule.ts";

export const suppressionWithoutReason: Rule = {
  id: "PV501",
  name: "suppression-without-reason",
  title: "Suppression without a reason",
  description:
    "A `promptveil-ignore` comment names no rule or gives no reason, so that nobody can tell later whether the exposure was accepted or overlooked.",
  practices: ["internal policies", "audits"],
  defaultSeverity: "warning",
  legalBasis: [
    { title: "GDPR Art. 5(2), accountability", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_5" },
    {
      title: "GDPR Art. 24, responsibility of the controller",
      url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_24",
    },
  ],
  *check({ suppressions }) {
    for (const suppression of suppressions) {
      const named = suppression.rules.length > 0;
      if (named && suppression.reason) continue;
      yield {
        span: suppression.span,
        message: named
          ? `This comment hides ${suppression.rules.join(", ")} without saying why. Add the reason: \`-- reason\`.`
          : "This comment hides nothing, because it names no rule. Name one and say why: `promptveil-ignore PV101 -- reason`.",
        categories: [],
        certainty: "certain",
        confidence: 1,
        symbol: suppression.scope,
        shape: `suppression ${suppression.rules.join("+")}`,
        site: `suppression ${suppression.span.start}`,
        flow: [],
        evidence: { kind: "suppression", suppression },
      };
    }
  },
};
