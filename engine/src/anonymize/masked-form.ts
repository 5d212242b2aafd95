import type { EntityType } from "../model/index.ts";

const dots = "•••";

let segmenter: Intl.Segmenter | undefined;

/** What a reader takes for one character each. Making a segmenter takes milliseconds, which no start should. */
function graphemes(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return segmenter.segment(text);
}

/**
 * The form of a value that a message, a log line or a report may hold: `j•••@•••.com` for an e-mail address, `•••42`
 * for numbers of ten digits and more, else the first character or, for secrets and short values, nothing at all.
 * The number of dots says nothing about the length.
 */
export function maskedForm(value: string, type: EntityType): string {
  if (/PASSWORD|KEY|CREDENTIAL|SECRET|TOKEN|PIN|CVV|SSN|HEALTH|BIOMETRIC/.test(type)) return dots;
  if (type === "EMAIL_ADDRESS") {
    const at = value.lastIndexOf("@");
    const ending = /\.[A-Za-z]{2,10}$/.exec(value.slice(at + 1))?.[0] ?? "";
    if (at > 0) return `${firstCharacter(value)}${dots}@${dots}${ending}`;
  }
  const digits = value.replace(/[^0-9]/g, "");
  if (digits.length >= 10 && digits.length * 2 >= value.length) return `${dots}${digits.slice(-2)}`;
  if (digits.length * 2 >= value.length || [...graphemes(value)].length < 4) return dots;
  return `${firstCharacter(value)}${dots}`;
}

function firstCharacter(value: string): string {
  for (const { segment } of graphemes(value)) return /^[\p{L}\p{N}]/u.test(segment) ? segment : "";
  return "";
}
