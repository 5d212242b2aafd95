import { fieldTypes } from "../fields.ts";
import { helperForms } from "./forms.ts";

export interface ScriptHelper {
  readonly language: "typescript" | "javascript";
  readonly engine: "built-in" | "redactpii" | "openredaction";
  readonly syntax: "esm" | "commonjs";
}

/** The TypeScript or JavaScript helper module: no dependency, or the redaction library that the project has. */
export function scriptHelperText({ language, engine, syntax }: ScriptHelper): string {
  const typescript = language === "typescript";
  const source = [
    head(engine),
    libraryImport(engine, syntax),
    fields(),
    engine === "redactpii" ? redactpii : builtIn(),
    records(engine),
    engine === "openredaction" ? openredaction : "",
  ]
    .filter((part) => part !== "")
    .join("\n");
  return finish(source, typescript, syntax, engine);
}

/**
 * Type notes stand in comments in the text below, which JavaScript loses and TypeScript unwraps: a colon and a type,
 * `:?` for an optional parameter, `::` for anything else.
 */
function finish(source: string, typescript: boolean, syntax: "esm" | "commonjs", engine: string): string {
  const typed = source.replace(/\/\*(::|:\?|:) (.*?) \*\//g, (_, kind: string, note: string) => {
    if (!typescript) return "";
    return kind === ":" ? `: ${note}` : kind === ":?" ? `?: ${note}` : note.startsWith("<") ? note : ` ${note}`;
  });
  if (syntax === "esm" || typescript) return typed;
  const names = engine === "openredaction" ? "redact, redactNow, redactText" : "redact, redactText";
  return `${typed.replace(/^export /gm, "")}\nmodule.exports = { ${names} };\n`;
}

function head(engine: ScriptHelper["engine"]): string {
  const about = {
    "built-in": "No dependencies. Free text is searched for the forms listed below; names in free text are not found.",
    redactpii: "Free text is searched by @redactpii/node.",
    openredaction:
      "Free text is searched by openredaction, which gives promises; redactNow searches for the forms below.",
  }[engine];
  const awaits = engine === "openredaction" ? "await " : "";
  return `/*
 * Replaces personal data by placeholders such as <EMAIL_ADDRESS>.
 *
 *   ${awaits}redact("Write to jane@example.com")       "Write to <EMAIL_ADDRESS>"
 *   ${awaits}redact(customer.name, "PERSON")           "<PERSON>": the whole value
 *   ${awaits}redact({ email: "jane@example.com" })     { email: "<EMAIL_ADDRESS>" }
 *
 * Written by PromptVeil, yours to change. ${about}
 */
`;
}

function libraryImport(engine: ScriptHelper["engine"], syntax: "esm" | "commonjs"): string {
  const load = (name: string, module: string) =>
    syntax === "esm" ? `import { ${name} } from "${module}";\n` : `const { ${name} } = require("${module}");\n`;
  if (engine === "redactpii") return load("Redactor", "@redactpii/node");
  if (engine === "openredaction") return load("OpenRedaction", "openredaction");
  return "";
}

function fields(): string {
  const lines = Object.entries(fieldTypes).map(([type, names]) => `  ${type}: ${JSON.stringify(names.join(" "))},`);
  return `
/** Names of fields that hold one piece of personal data, without case and separators. */
const fields/*: Record<string, string> */ = {
${lines.join("\n")}
};
const typeByField = new Map/*:: <string, string> */();
for (const type of Object.keys(fields)) {
  for (const name of String(fields[type]).split(" ")) typeByField.set(name, type);
}
/** Names that are personal only beside one of those above. */
const typeInRecord = new Map([
  ["name", "PERSON"],
  ["first", "PERSON"],
  ["last", "PERSON"],
  ["address", "ADDRESS"],
  ["city", "LOCATION"],
]);
`;
}

const redactpii = `const library = new Redactor();

function search(text/*: string */)/*: string */ {
  return library.redact(text);
}
`;

const openredaction = `
const library = new OpenRedaction({ redactionMode: "placeholder" });

/**
 * The value with personal data replaced; what is no text keeps its kind.
 * With an entity type the value as a whole is replaced.
 */
export async function redact/*:: <T> */(value/*: T */, entityType/*:? string */)/*: Promise<T> */ {
  if (entityType !== undefined || typeof value !== "string") return redactNow(value, entityType);
  const result = await library.detect(redactNow(value));
  return result.redacted/*:: as T */;
}
`;

function builtIn(): string {
  const forms = helperForms.map(({ type, pattern, anyCase, check }) => {
    const flags = anyCase ? "gi" : "g";
    const text = pattern.replace(/\?<value>/, "");
    const part = text === pattern ? "" : ", part: true";
    const checked = check ? `, check: ${checkNames[check]}` : "";
    return `  { type: "${type}", pattern: new RegExp(${JSON.stringify(text)}, "${flags}")${part}${checked} },`;
  });
  return `function isPaymentCard(text/*: string */)/*: boolean */ {
  const digits = [...text.replace(/[^0-9]/g, "")].map(Number).reverse();
  if (digits.length < 12 || digits.length > 19 || new Set(digits).size === 1) return false;
  const weighted = digits.map((digit, index) => (index % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)));
  return weighted.reduce((sum, digit) => sum + digit, 0) % 10 === 0;
}

function isIban(text/*: string */)/*: boolean */ {
  const compact = text.replace(/[ -]/g, "").toUpperCase();
  if (compact.length < 15 || compact.length > 34) return false;
  let rest = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    for (const digit of String(Number.parseInt(character, 36))) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}

function isUsSsn(text/*: string */)/*: boolean */ {
  const digits = text.replace(/[^0-9]/g, "");
  return !/^(000|666|9)/.test(digits) && digits.slice(3, 5) !== "00" && digits.slice(5) !== "0000";
}

function isIp(text/*: string */)/*: boolean */ {
  if (text.includes(":")) return text.includes("::") || text.split(":").length === 8;
  return text.split(".").every((part) => Number(part) < 256);
}

function isPhone(text/*: string */)/*: boolean */ {
  const digits = text.replace(/[^0-9]/g, "");
  if (text.startsWith("+") || text.startsWith("00")) return digits.length >= 8 && digits.length <= 15;
  if (/^((19|20)[0-9]{2}[-/.][01]?[0-9][-/.][0-3]?[0-9]|[0-9]{3}-[0-9]{2}-[0-9]{4})$/.test(text) || text.includes("/")) return false;
  return digits.length >= 9 && digits.length <= 13 && (/[ .()-]/.test(text) || text.startsWith("0"));
}

/** Where "part" is set, the first group is what is replaced. */
const forms/*: { type: string; pattern: RegExp; part?: boolean; check?: (text: string) => boolean }[] */ = [
${forms.join("\n")}
];

function search(text/*: string */)/*: string */ {
  return forms.reduce((result, { type, pattern, part, check }) => {
    return result.replace(pattern, (whole/*: string */, group/*: unknown */) => {
      if (check && !check(whole)) return whole;
      if (!part || typeof group !== "string") return \`<\${type}>\`;
      const at = whole.lastIndexOf(group);
      return \`\${whole.slice(0, at)}<\${type}>\${whole.slice(at + group.length)}\`;
    });
  }, text);
}
`;
}

const checkNames = {
  "payment-card": "isPaymentCard",
  iban: "isIban",
  "us-ssn": "isUsSsn",
  ip: "isIp",
  phone: "isPhone",
} as const;

function records(engine: ScriptHelper["engine"]): string {
  const name = engine === "openredaction" ? "redactNow" : "redact";
  return `const keyed =
  /((["'])([A-Za-z_][\\w -]{1,40})\\2\\s*:\\s*|\\b([A-Za-z_]\\w{1,40})=)("(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*'|-?[0-9][0-9.]*)/g;
const notInNames = new RegExp("[^\\\\p{L}\\\\p{N}]", "gu");

function plain(name/*: string */)/*: string */ {
  return name.replace(notInNames, "").toLowerCase();
}

/** The text with the personal data in it replaced, also under keys in the text of a record. */
export function redactText(text/*: string */)/*: string */ {
  let inRecord = false;
  const eachField = (work/*: (field: string, whole: string, head: string, value: string) => string */) =>
    text.replace(keyed, (whole, head, _quote, key, name, value) => work(plain(key || name), whole, head, value));
  eachField((field, whole) => {
    inRecord = inRecord || typeByField.has(field);
    return whole;
  });
  return search(
    eachField((field, whole, head, value) => {
      const type = typeByField.get(field) ?? (inRecord ? typeInRecord.get(field) : undefined);
      if (type === undefined || value === '""' || value === "''") return whole;
      const quote = value[0] === "'" ? "'" : '"';
      return \`\${head}\${quote}<\${type}>\${quote}\`;
    }),
  );
}

/**
 * The value with personal data replaced; what is no text keeps its kind.
 * With an entity type the value as a whole is replaced. Without one, text is searched, and records are redacted
 * field by field, by the field's name and by what is in it.
 */
export function ${name}/*:: <T> */(value/*: T */, entityType/*:? string */)/*: T */ {
  return redactAny(value, entityType, new Map())/*:: as T */;
}

function redactAny(value/*: unknown */, type/*: string | undefined */, seen/*: Map<object, unknown> */)/*: unknown */ {
  switch (typeof value) {
    case "string":
      if (type === undefined) return redactText(value);
      return value.trim() === "" ? value : \`<\${type}>\`;
    case "number":
    case "bigint": {
      if (type !== undefined) return \`<\${type}>\`;
      const found = search(String(value));
      return found === String(value) ? value : found;
    }
    case "object":
      return value === null ? null : redactObject(value, type, seen);
    default:
      return value;
  }
}

function redactObject(value/*: object */, type/*: string | undefined */, seen/*: Map<object, unknown> */)/*: unknown */ {
  const known = seen.get(value);
  if (known !== undefined) return known;
  if (Array.isArray(value)) {
    const list/*: unknown[] */ = [];
    seen.set(value, list);
    for (const item of value) list.push(redactAny(item, type, seen));
    return list;
  }
  if (value instanceof Set) return new Set([...value].map((item) => redactAny(item, type, seen)));
  if (value instanceof Map) return new Map(redactEntries([...value]/*:: as [unknown, unknown][] */, type, seen));
  if (value instanceof Date || value instanceof String) return type === undefined ? value : \`<\${type}>\`;
  if (ArrayBuffer.isView(value)) return value;
  const { then, toJSON } = value/*:: as { then?: unknown; toJSON?: unknown } */;
  if (typeof then === "function") return then.call(value, (item/*: unknown */) => redactAny(item, type, new Map()));
  if (Symbol.asyncIterator in value) return redactLater(value/*:: as AsyncIterable<unknown> */, type);
  if (Symbol.iterator in value && "next" in value) return redactEach(value/*:: as Iterable<unknown> */, type);
  if (typeof toJSON === "function") {
    const written/*: unknown */ = toJSON.call(value);
    const redacted = redactAny(written, type, seen);
    return redacted === written ? value : redacted;
  }
  const kind = Object.prototype.toString.call(value);
  if (kind !== "[object Object]" && kind !== "[object Error]") return value;
  const record/*: Record<string, unknown> */ = Object.create(Object.getPrototypeOf(value));
  seen.set(value, record);
  for (const [key, item] of redactEntries(ownEntries(value), type, seen)) {
    Object.defineProperty(record, String(key), { value: item, enumerable: true, writable: true, configurable: true });
  }
  return record;
}

async function* redactLater(values/*: AsyncIterable<unknown> */, type/*: string | undefined */) {
  for await (const item of values) yield redactAny(item, type, new Map());
}

function* redactEach(values/*: Iterable<unknown> */, type/*: string | undefined */) {
  for (const item of values) yield redactAny(item, type, new Map());
}

function ownEntries(value/*: object */)/*: [unknown, unknown][] */ {
  const names = value instanceof Error ? ["message", "stack", "cause", ...Object.keys(value)] : Object.keys(value);
  const present = names.filter((name) => name in value);
  return present.map((key)/*: [unknown, unknown] */ => [key, (value/*:: as Record<string, unknown> */)[key]]);
}

function redactEntries(
  entries/*: [unknown, unknown][] */,
  type/*: string | undefined */,
  seen/*: Map<object, unknown> */,
)/*: [unknown, unknown][] */ {
  const inRecord = entries.some(([key]) => typeByField.has(plain(String(key))));
  return entries.map(([key, item])/*: [unknown, unknown] */ => {
    const field = plain(String(key));
    const byName = typeByField.get(field) ?? (inRecord ? typeInRecord.get(field) : undefined);
    const isRecord = typeof item === "object" && item !== null && !Array.isArray(item) && !(item instanceof Date);
    return [key, redactAny(item, type ?? (isRecord ? undefined : byName), seen)];
  });
}
`;
}
