import type { CountryCode } from "libphonenumber-js/min";
import type { FindRequest, FoundForm, Recognizer } from "../recognizer.ts";
import { judgeInternational, type NumberingPlan, planOf } from "./numbering-plans.ts";

/** Countries whose national forms begin with a trunk 0 and are tried where a number has no `+`. */
const trunkZeroCountries: readonly CountryCode[] = [
  ...([
    "GB",
    "DE",
    "FR",
    "IT",
    "NL",
    "SE",
    "CH",
    "AT",
    "BE",
    "AU",
    "FI",
    "RO",
    "IE",
    "JP",
    "IN",
    "ZA",
    "TR",
    "MX",
  ] as const),
];
const plainCountries: readonly CountryCode[] = [
  "US",
  "ES",
  "PT",
  "PL",
  "BR",
  "DK",
  "NO",
  "CZ",
  "IT",
  "GR",
  "SG",
  "CN",
  "HU",
  "RU",
];

const plansByCountries = new Map<readonly CountryCode[], readonly (readonly [CountryCode, NumberingPlan])[]>();

function plansOf(countries: readonly CountryCode[]): readonly (readonly [CountryCode, NumberingPlan])[] {
  let plans = plansByCountries.get(countries);
  if (plans === undefined) {
    plans = countries.map((country) => [country, planOf(country)] as const);
    plansByCountries.set(countries, plans);
  }
  return plans;
}

interface Group {
  readonly start: number;
  readonly end: number;
}

const extension =
  /[ ]?(?:,[ ]?)?(?:x|ext(?:ension)?\.?|anexo|ramal|interno|poste|durchwahl|dw|toestel|#)[ :]{0,2}[0-9]{1,6}(?:x[0-9]{1,5})?(?![0-9A-Za-z_])/iuy;

/** Groups of digits from `at`, as far as one number can go. */
function groupsFrom(text: string, at: number, to: number): Group[] {
  const groups: Group[] = [];
  let digits = 0;
  let i = at;
  while (i < to) {
    const start = i;
    while (i < to && isDigit(text.charCodeAt(i))) i++;
    if (i === start) break;
    digits += i - start;
    if (digits > 17) break;
    groups.push({ start, end: i });
    if (groups.length === 8) break;
    const gap = i;
    while (i < to && i - gap < 3 && isSeparator(text.charCodeAt(i))) i++;
  }
  return groups;
}

/** `0.0.4815162`, `1.2.345678`: no number is written with two single digits in front and dots between. */
function isDottedId(text: string, groups: readonly Group[]): boolean {
  const [first, second, third] = groups;
  if (!first || !second || !third || first.end - first.start > 1 || second.end - second.start > 1) return false;
  const isDot = (at: number, next: number): boolean => next === at + 1 && text.charCodeAt(at) === 46;
  return isDot(first.end, second.start) && isDot(second.end, third.start);
}

function find({ text, at, from, to, hasContext, support }: FindRequest): FoundForm | undefined {
  if (!hasContext) {
    // Without a word such as "call", only `+`, `(`, a trunk zero and the North American grouping tell a phone number.
    const before = at > from ? text.charCodeAt(at - 1) : 0;
    if (
      before !== 43 &&
      before !== 40 &&
      before !== 32 &&
      text.charCodeAt(at) !== 48 &&
      !isDigit(text.charCodeAt(at + 2))
    ) {
      return undefined;
    }
  }
  const groups = groupsFrom(text, at, to);
  if (groups.length === 0) return undefined;
  let start = at;
  if (start > from && text.charCodeAt(start - 1) === 43) start--;
  else if (start - 1 > from && text.charCodeAt(start - 1) === 32 && text.charCodeAt(start - 2) === 43) start -= 2;
  const plus = start < at;
  if (start > from && text.charCodeAt(start - 1) === 40 && text.charCodeAt(groups[0]!.end) === 41) start--;
  if (start > from && !mayStandBefore(text, start, from)) return undefined;
  if (looksLikeDate(text, groups) || (!plus && isDottedId(text, groups))) return undefined;
  let isLogLine: boolean | undefined;
  const inLogLine = (): boolean => {
    isLogLine ??= isInLogLine(text, start);
    return isLogLine;
  };

  let best: FoundForm | undefined;
  for (let count = groups.length; count > 0 && groups.length - count < 5; count--) {
    const last = groups[count - 1]!;
    const digits = countDigits(groups, count);
    if (digits < 7) break;
    if (digits > (plus ? 15 : 14) || !mayStandAfter(text, last.end, to)) continue;
    const score = scoreOf(text, start, plus, groups.slice(0, count), digits, support, inLogLine);
    if (score > (best?.score ?? 0)) best = { start, end: last.end, score };
    if (score >= 0.5) break;
  }
  if (!best) return undefined;
  extension.lastIndex = best.end;
  const extended = extension.exec(text);
  return extended && extension.lastIndex <= to ? { ...best, end: extension.lastIndex } : best;
}

function scoreOf(
  text: string,
  start: number,
  plus: boolean,
  groups: readonly Group[],
  digits: number,
  support: () => number,
  inLogLine: () => boolean,
): number {
  const value = text.slice(start, groups.at(-1)!.end);
  const figures = groups.map((group) => text.slice(group.start, group.end)).join("");
  if (/^([0-9])\1+$/.test(figures) || "01234567890123".includes(figures) || "9876543210".includes(figures)) return 0;
  if (plus) {
    const verdict = judgeInternational(value.replace(/\(0\)/, "").replace(/[^0-9]/g, ""));
    if (verdict) return verdict === "valid" ? 0.85 : 0.7;
    return digits >= 8 ? 0.4 : 0;
  }
  if (isDottedQuad(value) || /^[0-9]\.[0-9]+$/.test(value)) return 0;
  if ((groups.length === 1 || !/[ ()-]/.test(value)) && inLogLine()) return 0;
  if (figures.startsWith("00") && figures[2] !== "0" && digits >= 11) {
    if (judgeInternational(figures.slice(2)) === "valid") return groups.length > 1 ? 0.7 : 0.35;
    return support() >= 0.4 ? 0.3 : 0;
  }
  if (groups.length === 1) {
    if (support() < 0.45 || digits > 13 || (digits < 8 && support() < 0.7)) return 0;
    return isValidIn(figures[0] === "0" ? trunkZeroCountries : plainCountries, figures) ? 0.35 : 0.1;
  }
  const lengths = groups.map((group) => group.end - group.start);
  // A US postal code of nine digits.
  if (lengths.length === 2 && lengths[0] === 5 && lengths[1] === 4 && value.includes("-") && support() < 0.6) return 0;
  if (isNorthAmerican(figures, lengths)) return /[.(-]/.test(value) ? 0.62 : 0.3;
  if (!lengths.every((length) => length <= 8) || lengths.filter((length) => length === 1).length > 2) return 0;
  if (figures[0] === "0" && digits >= 9 && digits <= 12) {
    if (hasNationalGrouping(figures, lengths)) return 0.55;
    return support() >= 0.4 && isValidIn(trunkZeroCountries, figures) ? 0.35 : support() >= 0.45 ? 0.2 : 0;
  }
  if (support() < 0.45) return value.startsWith("(") && digits >= 9 && digits <= 11 && lengths.length === 3 ? 0.42 : 0;
  return isValidIn(plainCountries, figures) ? 0.35 : 0.15;
}

/** An address of IPv4 is no telephone number. */
function isDottedQuad(value: string): boolean {
  return /^[0-9]{1,3}(?:\.[0-9]{1,3}){3}$/.test(value) && value.split(".").every((part) => Number(part) < 256);
}

const logLine =
  /^[[(]?(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]|[0-9]{10}(?![0-9])|[A-Z][a-z]{2} +[0-9]{1,2} [0-9]{2}:[0-9]{2}|[0-9]{2}:[0-9]{2}:[0-9]{2})/;
const phoneWord =
  /(?:phone|tel|tlf|mobil[ea]?|cell|call(?:ed|ing|er)?|fax|sms|msisdn|number|whatsapp|dial(?:ed)?)[^\p{L}0-9]{0,4}$/iu;

/** Whether a number stands in a line of a log, where words of telephones mean messages, and no such word just before it. */
function isInLogLine(text: string, start: number): boolean {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  return (
    logLine.test(text.slice(lineStart, lineStart + 20)) &&
    !phoneWord.test(text.slice(Math.max(lineStart, start - 16), start))
  );
}

/** Three, three, four digits, with or without a leading 1, area code and exchange as the numbering plan has them. */
function isNorthAmerican(figures: string, lengths: readonly number[]): boolean {
  const first = lengths.length - 3;
  if (first < 0 || first > 1 || (first === 1 && (lengths[0] !== 1 || figures[0] !== "1"))) return false;
  if (lengths[first] !== 3 || lengths[first + 1] !== 3 || lengths[first + 2] !== 4) return false;
  const area = figures.slice(-10);
  return /^[2-9][0-9]{2}[2-9]/.test(area) || /^[2-9]/.test(area);
}

/** Whether a number is grouped the way its country groups it. */
function hasNationalGrouping(figures: string, lengths: readonly number[]): boolean {
  const national = figures.slice(1);
  return plansOf(trunkZeroCountries).some(([country, { pattern, lengths: known, formats }]) => {
    if (!known.includes(national.length) || !pattern.test(national)) return false;
    // The first format whose leading digits fit is the one that is written.
    const format = formats.find(({ leading, whole }) => (!leading || leading.test(national)) && whole.test(national));
    const groups = format?.whole
      .exec(national)
      ?.slice(1)
      .map((group) => group.length);
    if (!groups) return false;
    groups[0] = groups[0]! + 1;
    if (groups.length === lengths.length && groups.every((length, i) => length === lengths[i])) return true;
    // Germany and its neighbours write the area code apart and the rest as one likes.
    return (country === "DE" || country === "AT" || country === "GB") && groups[0] === lengths[0];
  });
}

/** Whether figures, with or without a trunk 0 or 1, are a number that one of the countries gives out. */
function isValidIn(countries: readonly CountryCode[], figures: string): boolean {
  const national = figures.replace(/^[01]/, "");
  return plansOf(countries).some(([, { pattern, lengths }]) => {
    if (lengths.includes(figures.length) && pattern.test(figures)) return true;
    return national !== figures && lengths.includes(national.length) && pattern.test(national);
  });
}

function countDigits(groups: readonly Group[], count: number): number {
  let digits = 0;
  for (let i = 0; i < count; i++) digits += groups[i]!.end - groups[i]!.start;
  return digits;
}

/** `2024-05-01 …`, `1.5.2024 …` and the like at the start. */
function looksLikeDate(text: string, groups: readonly Group[]): boolean {
  if (groups.length < 3) return false;
  const [a, b, c] = groups as [Group, Group, Group];
  const first = text[a.end];
  if (
    first !== text[b.end - (b.end - b.start) - 1] ||
    (first !== "-" && first !== "." && first !== "/" && first !== " ")
  ) {
    return false;
  }
  if (text[b.end] !== first) return false;
  const [x, y, z] = [a, b, c].map((group) => text.slice(group.start, group.end)) as [string, string, string];
  const isYear = (part: string) => /^(?:19|20)[0-9]{2}$/.test(part);
  const isDay = (part: string) => part.length <= 2 && Number(part) >= 1 && Number(part) <= 31;
  if (isYear(x) && isDay(y) && isDay(z)) return true;
  return isDay(x) && isDay(y) && isYear(z) && groups.length === 3;
}

function mayStandBefore(text: string, start: number, from: number): boolean {
  const code = text.charCodeAt(start - 1);
  if (isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95) return false;
  // An amount, a percentage, a path or a decimal.
  if (code === 36 || code === 0x20ac || code === 0xa3 || code === 0xa5) return false;
  if ((code === 46 || code === 44) && start - 1 > from && isDigit(text.charCodeAt(start - 2))) return false;
  return !(code === 45 && start - 1 > from && /[0-9A-Za-z]/.test(text[start - 2]!));
}

function mayStandAfter(text: string, end: number, to: number): boolean {
  if (end >= to) return true;
  const code = text.charCodeAt(end);
  if (isDigit(code) || code === 95 || code === 37) return false;
  if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122)) return code === 120 || code === 88 || code === 101;
  if (code === 46 || code === 44 || code === 58 || code === 47) return !isDigit(text.charCodeAt(end + 1));
  return true;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isSeparator(code: number): boolean {
  return (
    code === 32 ||
    code === 45 ||
    code === 46 ||
    code === 47 ||
    code === 40 ||
    code === 41 ||
    code === 160 ||
    (code >= 0x2010 && code <= 0x2014)
  );
}

/** Phone numbers of any country: international with `+`, national where form or context says so. */
export const phone: Recognizer = {
  id: "phone",
  type: "PHONE_NUMBER",
  trigger: { on: "digits", min: 7, max: 17 },
  patterns: [],
  find,
  context: {
    en: [
      ...["phone", "phones", "phone number", "telephone", "tel", "mobile", "cell", "cellphone", "cell phone", "fax"],
      ...["call", "calls", "calling", "called", "caller", "call me", "text me", "texted", "sms", "whatsapp", "signal"],
      ...["desk", "office line", "reach", "reached", "dial", "hotline", "landline", "ring me", "voicemail", "pager"],
      ...[
        "answering",
        "answer",
        "messages",
        "message",
        "contact",
        "contact number",
        "callback",
        "phone no",
        "mob",
        "ph",
      ],
    ],
    de: [
      "telefon",
      "telefonnummer",
      "telefonisch",
      "tel",
      "handy",
      "mobil",
      "handynummer",
      "rufnummer",
      "anrufen",
      "angerufen",
      "fax",
      "durchwahl",
      "erreichbar",
      "erreichen",
      "mobilnummer",
      "rückruf",
    ],
    fr: [
      "téléphone",
      "tél",
      "tel",
      "portable",
      "mobile",
      "appeler",
      "appelez",
      "fax",
      "joindre",
      "joignable",
      "numéro de téléphone",
    ],
    es: [
      "teléfono",
      "telefono",
      "tel",
      "tfno",
      "tlf",
      "móvil",
      "movil",
      "celular",
      "llamar",
      "llame",
      "llámame",
      "fax",
      "contacto",
      "localizable",
      "contactar",
      "contactarle",
      "llamen",
      "avisar",
    ],
    it: ["telefono", "tel", "cellulare", "cell", "chiamare", "chiamami", "fax", "recapito"],
    pt: [
      "telefone",
      "tel",
      "telemóvel",
      "telemovel",
      "celular",
      "ligar",
      "ligue",
      "fax",
      "contacto",
      "contato",
      "inscrições",
      "informações",
      "marcações",
      "reservas",
    ],
    nl: ["telefoon", "telefoonnummer", "tel", "mobiel", "bellen", "bel", "fax", "gsm", "06-nummer"],
    sv: ["telefon", "tel", "mobil", "ring", "mobilnummer", "telefonnummer", "mobiltelefon"],
    pl: ["telefon", "tel", "komórka", "kom", "zadzwoń"],
    da: ["telefon", "tlf", "mobil", "ring"],
    zh: ["电话", "手机", "手机号", "联系电话", "電話"],
    ja: ["電話", "電話番号", "携帯"],
    ko: ["전화", "휴대폰", "연락처"],
    ru: ["телефон", "тел", "моб", "звоните"],
  },
  against: {
    en: [
      ...[
        "order",
        "order number",
        "isbn",
        "sku",
        "version",
        "timestamp",
        "invoice",
        "tracking",
        "tracking number",
        "epoch",
      ],
      ...["ssn", "account number", "iban", "price", "total", "serial", "serial number", "zip", "zip code", "passport"],
      ...[
        "passport number",
        "license",
        "licence",
        "license number",
        "licence number",
        "routing",
        "vat",
        "tax id",
        "national id",
      ],
      ...[
        "card",
        "card number",
        "policy",
        "policy number",
        "id number",
        "user id",
        "customer id",
        "case number",
        "ticket",
      ],
    ],
    de: ["bestellnummer", "rechnungsnummer", "kundennummer", "steuernummer", "artikelnummer", "aktenzeichen", "iban"],
    fr: ["commande", "facture", "siret", "siren", "dossier"],
    es: ["pedido", "factura", "expediente", "dni", "nie", "nhc"],
    pt: ["pedido", "fatura", "processo", "nif", "cpf"],
    sv: ["personnummer", "ordernummer", "organisationsnummer"],
  },
  reserved: ["^(?:\\+?1[ .-]?)?\\(?[2-9][0-9]{2}\\)?[ .-]?555[ .-]?01[0-9]{2}$", "^555[ .-]?01[0-9]{2}$"],
  source: "ITU-T E.164, libphonenumber metadata; reserved: NANPA 555-0100 to 555-0199",
};
