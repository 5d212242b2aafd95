/** A library that finds or removes personal data, brought to one shape. Types are those of the labelled sets. */
export interface Subject {
  readonly name: string;
  /** Loads it; what it gives finds spans in a text. */
  load(from: (module: string) => Promise<unknown>): Promise<(text: string) => Span[] | Promise<Span[]>>;
}

export interface Span {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** Packages of the peers, at the versions whose figures are published. */
export const peerPackages: readonly string[] = [
  "openredaction@1.1.5",
  "redact-pii@3.4.0",
  "@redactpii/node@1.0.17",
  "@coffeeandfun/remove-pii@3.0.1",
  "@arcjet/redact@1.12.0",
  "compromise@14.17.0",
  "@openai/guardrails@0.2.1",
];

const typeNames: readonly (readonly [pattern: RegExp, type: string])[] = [
  [/card/i, "CREDIT_CARD"],
  [/ssn|social/i, "US_SSN"],
  [/iban/i, "IBAN_CODE"],
  [/e-?mail/i, "EMAIL_ADDRESS"],
  [/phone/i, "PHONE_NUMBER"],
  [/\bip|ip_?(?:v4|v6|addr)/i, "IP_ADDRESS"],
  [/url|website/i, "URL"],
  [/zip|postal|postcode/i, "ZIP_CODE"],
  [/address|street/i, "STREET_ADDRESS"],
  [/date|dob|birth/i, "DATE"],
  [/name|person/i, "PERSON"],
  [/location|city|place/i, "LOCATION"],
];

function typeOf(name: string): string {
  return typeNames.find(([pattern]) => pattern.test(name))?.[1] ?? name;
}

/** Where placeholders stand for text of the original: what lies between two placeholders is found again in order. */
function spansOfRedaction(original: string, redacted: string, placeholder: RegExp): Span[] {
  const spans: Span[] = [];
  let at = 0;
  let from = 0;
  const matches = [...redacted.matchAll(placeholder)];
  matches.forEach((match, i) => {
    at += redacted.slice(from, match.index).length;
    from = match.index + match[0].length;
    const next = matches[i + 1]?.index ?? redacted.length;
    const literal = redacted.slice(from, next);
    const end =
      literal === "" ? (next === redacted.length ? original.length : at + 1) : original.indexOf(literal, at + 1);
    if (end < 0) return;
    spans.push({ type: typeOf(match[0]), start: at, end });
    at = end;
  });
  return spans;
}

type Made = Record<string, (...args: readonly unknown[]) => unknown>;

export const peers: readonly Subject[] = [
  {
    name: "openredaction",
    async load(from) {
      const { OpenRedaction } = (await from("openredaction")) as { OpenRedaction: new (options: object) => Made };
      const redactor = new OpenRedaction({ redactionMode: "placeholder" });
      return async (text) => {
        const result = (await redactor.detect!(text)) as { detections: { type: string; position: [number, number] }[] };
        return result.detections.map(({ type, position: [start, end] }) => ({ type: typeOf(type), start, end }));
      };
    },
  },
  {
    name: "redact-pii",
    async load(from) {
      const module = (await from("redact-pii")) as {
        SyncRedactor?: new () => Made;
        default?: { SyncRedactor: new () => Made };
      };
      const redactor = new (module.SyncRedactor ?? module.default!.SyncRedactor)();
      return (text) =>
        spansOfRedaction(
          text,
          redactor.redact!(text) as string,
          /PERSON_NAME|PHONE_NUMBER|EMAIL_ADDRESS|CREDIT_CARD_NUMBER|US_SOCIAL_SECURITY_NUMBER|IP_ADDRESS|URL|STREET_ADDRESS|ZIPCODE|DIGITS|USERNAME|PASSWORD|CREDENTIALS/g,
        );
    },
  },
  {
    name: "@redactpii/node",
    async load(from) {
      const { Redactor } = (await from("@redactpii/node")) as { Redactor: new (options: object) => Made };
      const redactor = new Redactor({ rules: { NAME: true, EMAIL: true, PHONE: true, SSN: true, CREDIT_CARD: true } });
      return (text) =>
        spansOfRedaction(
          text,
          redactor.redact!(text) as string,
          /PERSON_NAME|PHONE_NUMBER|EMAIL_ADDRESS|CREDIT_CARD_NUMBER|US_SOCIAL_SECURITY_NUMBER/g,
        );
    },
  },
  {
    name: "@coffeeandfun/remove-pii",
    async load(from) {
      const { removePII } = (await from("@coffeeandfun/remove-pii")) as { removePII: (text: string) => string };
      return (text) => spansOfRedaction(text, removePII(text), /\[[A-Za-z -]{2,30} removed\]/g);
    },
  },
  {
    name: "@arcjet/redact",
    async load(from) {
      const { redact } = (await from("@arcjet/redact")) as {
        redact: (text: string, options: object) => Promise<readonly [string, unknown]>;
      };
      return async (text) => spansOfRedaction(text, (await redact(text, {}))[0], /<Redacted [A-Za-z ]+ #[0-9]+>/g);
    },
  },
  {
    name: "compromise",
    async load(from) {
      const { default: nlp } = (await from("compromise")) as { default: (text: string) => Made };
      const methods = {
        people: "PERSON",
        places: "LOCATION",
        emails: "EMAIL_ADDRESS",
        urls: "URL",
        phoneNumbers: "PHONE_NUMBER",
      };
      return (text) => {
        const document = nlp(text);
        return Object.entries(methods).flatMap(([method, type]) => {
          const found = document[method]!() as {
            json(options: object): { offset: { start: number; length: number } }[];
          };
          return found
            .json({ offset: true })
            .map(({ offset }) => ({ type, start: offset.start, end: offset.start + offset.length }));
        });
      };
    },
  },
  {
    name: "@openai/guardrails",
    async load(from) {
      const { pii } = (await from("@openai/guardrails")) as {
        pii: (
          context: object,
          text: string,
          options: object,
        ) => Promise<{ info: { detected_entities: Record<string, string[]> } }>;
      };
      const entities = [
        "EMAIL_ADDRESS",
        "PHONE_NUMBER",
        "CREDIT_CARD",
        "US_SSN",
        "IP_ADDRESS",
        "IBAN_CODE",
        "URL",
        "DATE_TIME",
        "LOCATION",
      ];
      return async (text) => {
        const { info } = await pii({}, text, { entities, block: false, detect_encoded_pii: false });
        return Object.entries(info.detected_entities).flatMap(([name, values]) => {
          const spans: Span[] = [];
          const type = name === "LOCATION" ? "STREET_ADDRESS" : name === "DATE_TIME" ? "DATE" : name;
          for (const value of new Set(values)) {
            for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
              spans.push({ type, start: at, end: at + value.length });
            }
          }
          return spans;
        });
      };
    },
  },
];
