import type { Recognizer } from "../recognizer.ts";

const context = {
  en: [
    "ip",
    "ip address",
    "client ip",
    "remote addr",
    "x-forwarded-for",
    "source ip",
    "from",
    "host",
    "blocked",
    "visitor",
    "login",
  ],
  de: ["ip-adresse"],
  fr: ["adresse ip"],
  es: ["dirección ip"],
  it: ["indirizzo ip"],
  pt: ["endereço ip"],
  nl: ["ip-adres"],
};

const dotted = "[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}(?![0-9A-Za-z_]|\\.[0-9]|-[0-9A-Za-z])";

/** IPv4 addresses. Private, loopback, link-local and documentation ranges name no person. */
export const ipv4Address: Recognizer = {
  id: "ipv4",
  type: "IP_ADDRESS",
  trigger: { on: "digits", min: 4, max: 12 },
  patterns: [
    { pattern: `(?=[0-9.]{0,12}[0-9]{3})${dotted}`, score: 0.65 },
    // Four small numbers are as often a version, a section or an object identifier.
    { pattern: dotted, score: 0.3, needsContext: true },
  ],
  validator: "ip",
  context,
  against: {
    en: [
      "version",
      "v",
      "ver",
      "release",
      "section",
      "build",
      "firmware",
      "driver",
      "oid",
      "object identifier",
      "objectidentifier",
      "asn1",
      "chapter",
    ],
    de: ["version", "abschnitt", "kapitel"],
  },
  reserved: [
    "^(?:10|127)\\.",
    "^172\\.(?:1[6-9]|2[0-9]|3[01])\\.",
    "^192\\.168\\.",
    "^169\\.254\\.",
    "^(?:192\\.0\\.[02]|198\\.51\\.100|203\\.0\\.113)\\.",
    "^198\\.1[89]\\.",
    "^(?:22[4-9]|23[0-9]|24[0-9]|25[0-5])\\.",
    // Arcs of object identifiers (ITU-T X.660).
    "^(?:1\\.[0-3]|2\\.(?:5|16|23))\\.",
    "^(?:8\\.8\\.8\\.8|8\\.8\\.4\\.4|1\\.1\\.1\\.1|1\\.0\\.0\\.1|9\\.9\\.9\\.9|1\\.2\\.3\\.4|4\\.4\\.4\\.4)$",
  ],
  source: "RFC 791; special ranges: RFC 6890, RFC 5737",
};

/** IPv6 addresses. */
export const ipv6Address: Recognizer = {
  id: "ipv6",
  type: "IP_ADDRESS",
  trigger: { on: "around", char: ":", before: "0-9A-Fa-f", maxBefore: 4, after: "0-9A-Fa-f:" },
  patterns: [
    {
      pattern: "(?<![0-9A-Fa-f]:)(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}(?![0-9A-Za-z_]|:[0-9A-Za-z]|\\.[0-9])",
      score: 0.7,
    },
    {
      pattern:
        "(?<![0-9A-Fa-f]:)(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,6})?::(?:[0-9A-Fa-f]{1,4}:){0,6}(?:[0-9A-Fa-f]{1,4}(?:\\.[0-9]{1,3}){0,3})?(?![0-9A-Za-z_]|:|\\.[0-9])",
      score: 0.6,
    },
  ],
  validator: "ip",
  context,
  reserved: ["^2001:0?db8:", "^3fff:", "^fe[89ab][0-9a-f]:", "^f[cd][0-9a-f]{2}:", "^::1?$", "^ff[0-9a-f]{2}:"],
  source: "RFC 4291; documentation: RFC 3849, RFC 9637",
};
