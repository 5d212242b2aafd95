import type { Recognizer } from "../recognizer.ts";

/** E-mail addresses, ASCII and internationalized (RFC 5321, RFC 6531); quoted local parts are left out. */
export const email: Recognizer = {
  id: "email",
  type: "EMAIL_ADDRESS",
  trigger: { on: "around", char: "@", before: "A-Za-z0-9._%+'~-", maxBefore: 64 },
  patterns: [
    {
      pattern:
        "['~.%+-]{0,8}(?<value>[A-Za-z0-9_\\u00C0-\\uD7FF][A-Za-z0-9._%+'&~\\u00C0-\\uD7FF-]{0,63}@(?:[A-Za-z0-9\\u00C0-\\uD7FF](?:[A-Za-z0-9\\u00C0-\\uD7FF-]{0,62})\\.){1,8}(?:xn--[A-Za-z0-9-]{2,59}|[A-Za-z\\u00C0-\\uD7FF]{2,24}))(?![A-Za-z0-9@])",
      score: 0.9,
    },
  ],
  context: {
    en: ["email", "e-mail", "mail", "contact", "reach me", "write to"],
    de: ["e-mail", "mail", "schreiben"],
    fr: ["courriel", "e-mail", "adresse électronique"],
    es: ["correo", "correo electrónico"],
    it: ["e-mail", "posta elettronica"],
    pt: ["e-mail", "correio eletrônico"],
    nl: ["e-mail", "mail"],
  },
  reserved: [
    "@(?:[a-z0-9-]+\\.)*(?:example\\.(?:com|net|org|edu)|example|test|invalid|localhost|local)$",
    "@(?:[a-z0-9-]+\\.)*(?:your-?(?:domain|company|site)|domain|company|yourcompany|mycompany|email|acme|foo|bar|test)\\.(?:com|org|net|io|test)$",
    // Names of files and of services: `icon@2x.png`, `getty@tty1.service`.
    "\\.(?:png|jpe?g|gif|svg|webp|ico|js|css|json|html?|service|socket|target|timer|slice|mount|scope)$",
  ],
  source: "RFC 5321, RFC 6531; reserved: RFC 2606, RFC 6761",
};
