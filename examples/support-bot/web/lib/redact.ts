const patterns: [RegExp, string][] = [
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, "<EMAIL_ADDRESS>"],
  [/\+?\d[\d ().-]{7,}\d/g, "<PHONE_NUMBER>"],
];

/** Takes what looks like an e-mail address or a telephone number out of a text. */
export function redact(text: string): string {
  return patterns.reduce((result, [pattern, placeholder]) => result.replace(pattern, placeholder), text);
}
