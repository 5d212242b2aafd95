import type { Recognizer, Trigger } from "../../detect/recognizer.ts";
import { creditCard } from "../../detect/recognizers/credit-card.ts";
import { dateOfBirth } from "../../detect/recognizers/date-of-birth.ts";
import { email } from "../../detect/recognizers/email.ts";
import { iban } from "../../detect/recognizers/iban.ts";
import { ipv4Address, ipv6Address } from "../../detect/recognizers/ip-address.ts";
import { apiKeys } from "../../detect/recognizers/secrets/index.ts";
import { urlCredentials } from "../../detect/recognizers/url.ts";
import { usSsnRecognizer } from "../../detect/recognizers/us-ssn.ts";
import type { EntityType } from "../../model/index.ts";

/** One form that the helper looks for, in the pattern subset that JavaScript and Python share. */
export interface HelperForm {
  readonly type: EntityType;
  /** A group named `value`, where present, is what is replaced. */
  readonly pattern: string;
  readonly anyCase: boolean;
  /** Id of one of the helper's checks. */
  readonly check?: HelperCheck;
}

/** The checks that the helper has in both languages. */
export const helperChecks = ["payment-card", "iban", "us-ssn", "ip", "phone"] as const;
export type HelperCheck = (typeof helperChecks)[number];

/** Below this a form says too little without the context that the engine weighs. */
const minScore = 0.15;

/** Phone numbers need metadata that the helper cannot carry; this takes what is written like one. */
const phoneForm: HelperForm = {
  type: "PHONE_NUMBER",
  pattern:
    "(?<![0-9A-Za-z_.+/-])(?:\\+[0-9]{1,15}|\\([0-9]{1,5}\\)|[0-9]{2,14})(?:(?:[ ./-]{1,2}|(?=\\()|(?<=\\)))(?:\\([0-9]{1,5}\\)|[0-9]{1,12})){0,7}(?![0-9A-Za-z_]|[.,:][0-9])",
  anyCase: false,
  check: "phone",
};

/** What the redaction helper finds in free text, made from the engine's recognizers, in the order it looks. */
export const helperForms: readonly HelperForm[] = [
  ...[urlCredentials, ...apiKeys, email, iban, creditCard, usSsnRecognizer, ipv4Address, ipv6Address].flatMap(formsOf),
  ...labelledForms(dateOfBirth),
  phoneForm,
];

function formsOf(recognizer: Recognizer): HelperForm[] {
  const triggers: readonly Trigger[] = Array.isArray(recognizer.trigger)
    ? (recognizer.trigger as readonly Trigger[])
    : [recognizer.trigger as Trigger];
  const boundary = boundaryOf(triggers[0]!);
  return recognizer.patterns
    .filter((form) => form.score >= minScore && hasCheck(form.validator ?? recognizer.validator))
    .map((form) => {
      const check = checkOf(form.validator ?? recognizer.validator);
      return {
        type: recognizer.type,
        pattern: boundary + form.pattern,
        anyCase: form.anyCase === true,
        ...(check ? { check } : {}),
      };
    });
}

/** A form whose check the helper lacks would replace too much, so it is left out. */
function hasCheck(validator: string | undefined): boolean {
  return validator === undefined || validator === "none" || checkOf(validator) !== undefined;
}

function checkOf(validator: string | undefined): HelperCheck | undefined {
  return helperChecks.find((name) => name === validator);
}

/** What the engine's trigger makes sure of before a pattern is tried: that no word goes on at its start. */
function boundaryOf(trigger: Trigger): string {
  if (trigger.on === "digits") return "(?<![0-9A-Za-z_])(?<![0-9][.,])";
  if (trigger.on !== "around") return "(?<![0-9A-Za-z_])";
  return trigger.char === ":" ? "(?<![0-9A-Za-z_:])" : "";
}

/** A value that one of the recognizer's labels announces. */
function labelledForms(recognizer: Recognizer): HelperForm[] {
  const labels = [...new Set(Object.values(recognizer.labels ?? {}).flat())]
    .sort((a, b) => b.length - a.length)
    .map((label) => label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ /g, "[ _-]?"));
  const between = `(?: (?:is|was|on|am|le|el|il))?["']?[ ]{0,2}[:=]?[ ]{0,2}["']?`;
  return recognizer.patterns.map((form) => ({
    type: recognizer.type,
    pattern: `(?<![0-9A-Za-z_])(?:${labels.join("|")})${between}(?<value>${form.pattern})`.replace(
      /\\([1-9])/g,
      (_, group: string) => `\\${Number(group) + 1}`,
    ),
    anyCase: true,
  }));
}
