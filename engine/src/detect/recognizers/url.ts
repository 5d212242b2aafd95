import type { Recognizer } from "../recognizer.ts";

const scheme =
  "(?:https?|ftps?|sftp|ssh|wss?|postgres(?:ql)?|mysql|mariadb|mongodb(?:\\+srv)?|rediss?|amqps?|mssql|jdbc|smtps?|imaps?|ldaps?|git|s3)";

/** User name and password in a URL: `postgres://app:secret@host/db`. */
export const urlCredentials: Recognizer = {
  id: "url-credentials",
  type: "CREDENTIAL",
  trigger: { on: "around", char: ":", before: "a-z+", maxBefore: 16, after: "/" },
  patterns: [
    {
      pattern: `${scheme}://(?<value>[^\\s:/?#@"'<>\`{}$]{0,64}:[^\\s/?#@"'<>\`{}$]{1,128})@[A-Za-z0-9.[-]`,
      score: 0.95,
    },
  ],
  reserved: [
    "^(?:user(?:name)?|root|admin|postgres|foo|me|x|guest):(?:pass(?:word)?|pwd|root|admin|postgres|secret|example|guest|bar|x+|\\*+)$",
  ],
  source: "RFC 3986, section 3.2.1",
};

/** Web addresses. Most are no personal data; they are given on request. */
export const url: Recognizer = {
  id: "url",
  type: "URL",
  trigger: [
    { on: "around", char: ":", before: "A-Za-z", maxBefore: 8, after: "/" },
    { on: "literal", literals: ["www."], anyCase: true },
  ],
  patterns: [
    {
      pattern:
        "(?:https?|ftp)://[A-Za-z0-9_\\u00C0-\\uD7FF~@%\\[-](?:[A-Za-z0-9_\\u00C0-\\uD7FF~@%./?#\\[\\]!$&()*+,;=:'|-]{0,2000}[A-Za-z0-9_\\u00C0-\\uD7FF~%/=#&$+-])?",
      anyCase: true,
      score: 0.3,
    },
    {
      pattern:
        "www\\.[A-Za-z0-9\\u00C0-\\uD7FF-]{1,63}\\.[A-Za-z]{2,24}(?:[/?#](?:[A-Za-z0-9_\\u00C0-\\uD7FF~@%./?#!$&()*+,;=:'|-]{0,2000}[A-Za-z0-9_\\u00C0-\\uD7FF~%/=#&$+-])?)?",
      anyCase: true,
      score: 0.3,
    },
  ],
  source: "RFC 3986",
};
