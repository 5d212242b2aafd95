import type { EntityType } from "../../model/index.ts";
import type { FindRequest, FoundForm, Recognizer } from "../recognizer.ts";
import { referenceNumber } from "../validators/reference-number.ts";

/** What the object around it says an `id` or `number` is, by the object's key. */
const typeOfObject: Readonly<Record<string, EntityType>> = {
  order: "ORDER_NUMBER",
  booking: "ORDER_NUMBER",
  reservation: "ORDER_NUMBER",
  invoice: "ORDER_NUMBER",
  ticket: "ORDER_NUMBER",
  case: "CASE_NUMBER",
  claim: "CASE_NUMBER",
  policy: "POLICY_NUMBER",
  account: "ACCOUNT_NUMBER",
  customer: "CUSTOMER_ID",
  client: "CUSTOMER_ID",
  member: "CUSTOMER_ID",
  subscriber: "CUSTOMER_ID",
  requester: "CUSTOMER_ID",
  guest: "CUSTOMER_ID",
  student: "CUSTOMER_ID",
  patient: "MEDICAL_RECORD_NUMBER",
  employee: "EMPLOYEE_ID",
  passport: "PASSPORT",
};
/** Kinds of documents that stand beside the number: `{"type": "passport", "number": …}`. */
const typeOfDocument: readonly (readonly [RegExp, EntityType])[] = [
  [/["']passport["']/i, "PASSPORT"],
  [/["'](?:driv\w*[ _-]?licen[cs]e)["']/i, "DRIVER_LICENSE"],
  [/["'](?:national[ _-]?id|identity[ _-]?card|id[ _-]?card)["']/i, "NATIONAL_ID"],
];

const value =
  /[ \t]*:[ \t]*(?:"([A-Za-z]{0,5}[-_#]?[A-Z0-9]{1,12}(?:-[A-Z0-9]{1,12}){0,3})"|([0-9]{5,12})(?=[ \t\r\n]*[,}\]]))/y;
const keyBefore = /["']([A-Za-z_]{2,30})["'][ \t]*:[ \t\r\n]*$/;
const longestWay = 400;

/** The start of the object that `at` stands in, -1 where that is not near. */
function objectStart(text: string, at: number, from: number): number {
  let depth = 0;
  for (let i = at; i >= Math.max(from, at - longestWay); i--) {
    const code = text.charCodeAt(i);
    if (code === 0x7d || code === 0x5d) depth++;
    else if (code === 0x7b || code === 0x5b) {
      if (depth === 0) return code === 0x7b ? i : -1;
      depth--;
    }
  }
  return -1;
}

function find({ text, at, from, to }: FindRequest): FoundForm | undefined {
  const key = /^(?:id|number|no|reference|ref|code)(?=["'])/i.exec(text.slice(at, at + 10))?.[0];
  if (key === undefined || !/["']/.test(text[at - 1] ?? "")) return undefined;
  value.lastIndex = at + key.length + 1;
  const match = value.exec(text);
  const written = match?.[1] ?? match?.[2];
  if (match === null || written === undefined || value.lastIndex > to) return undefined;
  if (!referenceNumber(written) || /^[0-9]{10}$|^[0-9]{13}$/.test(written)) return undefined;
  const open = objectStart(text, at - 2, from);
  if (open < 0) return undefined;
  const end = at + key.length + 1 + match[0].length - (match[1] === undefined ? 0 : 1);
  const found = { start: end - written.length, end, score: 0.62 };
  const around = keyBefore.exec(text.slice(Math.max(from, open - 40), open))?.[1]?.toLowerCase();
  const type = around === undefined ? undefined : typeOfObject[around.replace(/_?(?:info|details|data|record)$/, "")];
  // Order numbers of machines are many, and say little of anybody: enough to take them out, not to show them.
  if (type !== undefined) return { ...found, type, ...(type === "ORDER_NUMBER" && { score: 0.45 }) };
  const beside = text.slice(open, Math.min(to, end + 60));
  const document = key.toLowerCase() === "id" ? undefined : typeOfDocument.find(([form]) => form.test(beside));
  return document ? { ...found, score: 0.75, type: document[1] } : undefined;
}

/** Ids and numbers in JSON whose key says little and whose object says what they are of: `"ticket": {"id": "ZD-559201"}`. */
export const nestedId: Recognizer = {
  id: "nested-id",
  type: "CUSTOMER_ID",
  trigger: { on: "literal", literals: ['id"', 'number"', 'no"', 'reference"', 'ref"'], anyCase: true },
  patterns: [],
  find,
  source: "usage; Stripe, Zendesk and Intercom, forms of objects in their interfaces",
};

/** Folders of people whose names are those of accounts of machines and manuals. */
const noPerson =
  "(?!(?:user|users|username|name|me|you|root|admin|administrator|runner|ubuntu|ec2-user|centos|debian|vagrant|circleci|travis|jenkins|build|builder|app|node|www|www-data|git|docker|default|[Pp]ublic|Default|Admin|Administrator|shared|all|guest|home|test|dev|devuser|deploy|vscode|codespace|gitpod|coder|container|appuser|service|postgres|mysql|redis|nginx|python|hadoop|spark|airflow|jovyan|sbx_user[0-9]*|pi|someone|yourname|your-name|youruser|foo|bar|path|file|files|src|lib|bin|project|projects|work|workspace|pages?|index|assets|components|xxx+|linuxbrew)(?![A-Za-z0-9_-]))";

/** The name of an account in the path of its home folder: `/Users/dmitri.sokolov/src`, `C:\Users\mhoffmann`. */
export const homeFolder: Recognizer = {
  id: "home-folder",
  type: "USERNAME",
  trigger: { on: "literal", literals: ["Users/", "Users\\", "home/"], back: 1 },
  patterns: [
    {
      pattern: `[/\\\\](?:(?:Users)[/\\\\]{1,2}|home/)${noPerson}(?<value>(?:[A-Za-z][A-Za-z0-9]{2,20}|[A-Za-z](?=[.]))(?:[._-][A-Za-z0-9]{1,20}){0,2})(?=[/\\\\])`,
      score: 0.5,
    },
  ],
  source: "Filesystem Hierarchy Standard 3.0; Microsoft, known folders; Apple, file system basics",
};

/** Numbers of doctors' licences in Spain: province, school of the province, doctor. */
export const collegiateNumber: Recognizer = {
  id: "collegiate-number",
  type: "EMPLOYEE_ID",
  trigger: { on: "label" },
  patterns: [
    { pattern: "[0-9]{2}[/ ][0-9]{2}[/ ]?[0-9]{5}(?![0-9A-Za-z_/])", score: 0.4 },
    { pattern: "[0-9]{2}/[0-9]{4,6}(?![0-9A-Za-z_/])", score: 0.3 },
    { pattern: "(?:0[1-9]|[1-4][0-9]|5[0-2])[0-9]{6,7}(?![0-9A-Za-z_/])", score: 0.3 },
  ],
  needsContext: true,
  labels: { es: ["col", "colegiado", "colegiada", "nº col", "nºcol", "núm col", "colegiado nº", "colegiada nº"] },
  against: { en: ["line", "row", "column", "ln"] },
  source: "Organización Médica Colegial, número de colegiado",
};

/** Numbers of tickets, cases and claims after the bare word: "ticket 118204", "RMA-44182", "claim 44-1182-09". */
export const looseCase: Recognizer = {
  id: "loose-case",
  type: "CASE_NUMBER",
  trigger: { on: "label" },
  patterns: [
    {
      pattern:
        "[0-9]{5,9}(?![0-9A-Za-z_/%]|[.:,-][0-9]| ?(?:items|units|times|people|usd|eur|dollars|pounds|euros|votes|users|rows|cases|points|ms|px|kb|mb))",
      score: 0.05,
    },
    // Not what is written like a social security number.
    {
      pattern: "(?![0-9]{3}-[0-9]{2}-[0-9]{4}(?![0-9]))[0-9]{2,6}(?:-[0-9]{2,8}){1,2}(?![0-9A-Za-z_/]|-[A-Za-z0-9])",
      score: 0.08,
    },
  ],
  validator: "reference-number",
  needsContext: true,
  labels: {
    en: ["ticket", "tkt", "case", "claim", "rma", "incident", "reference", "ref", "complaint"],
    de: ["ticket", "fall", "vorgang", "schadensfall"],
    fr: ["ticket", "dossier"],
    es: ["incidencia", "reclamación", "siniestro"],
    pt: ["chamado", "sinistro", "reclamação"],
    it: ["pratica", "sinistro"],
    nl: ["ticket", "dossier"],
    sv: ["ärende"],
  },
  against: { en: ["price", "total", "amount", "version", "port", "line", "test", "page", "error", "code"] },
  source: "usage of help desks and insurers",
};
