import type { FindRequest, FoundForm, Recognizer } from "../recognizer.ts";
import { phoneScore } from "../validators/phone-number.ts";

const form =
  /(?:\(?\+[ ]?[0-9]{1,3}\)?|\(?00[0-9]{1,3}\)?|\([0-9]{1,5}\)|[0-9]{1,5})(?:[ \u00A0]?(?:[-./\u2010-\u2014][ ]?)?(?:\([0-9]{1,5}\)|[0-9]{1,12})){0,7}(?:[ ]?(?:x|ext\.?|extension|#|poste|Durchwahl|-)[ ]?[0-9]{1,6})?(?![0-9A-Za-z_]|[.,:/][0-9])/iuy;

function find({ text, at, from, to, support }: FindRequest): FoundForm | undefined {
  let start = at;
  while (start > from && at - start < 2) {
    const code = text.charCodeAt(start - 1);
    if (code === 43 || code === 40) start--;
    else break;
  }
  if (start > from && /[0-9A-Za-z_$€£#@%]/.test(text[start - 1]!)) return undefined;
  form.lastIndex = start;
  const match = form.exec(text);
  if (!match || start + match[0].length > to) return undefined;
  const score = phoneScore(match[0], support);
  return score > 0 ? { start, end: start + match[0].length, score } : undefined;
}

/** Phone numbers of any country: international with `+`, national where form or context says so. */
export const phone: Recognizer = {
  id: "phone",
  type: "PHONE_NUMBER",
  trigger: { on: "digits", min: 7, max: 21 },
  patterns: [],
  find,
  context: {
    en: [
      "phone",
      "phone number",
      "telephone",
      "tel",
      "mobile",
      "cell",
      "cellphone",
      "call",
      "calling",
      "fax",
      "text me",
      "sms",
      "whatsapp",
      "desk",
      "office",
      "contact",
      "reach",
      "message",
      "messages",
      "registered",
      "dial",
      "ring",
      "hotline",
      "landline",
      "number",
      "ext",
    ],
    de: [
      "telefon",
      "telefonnummer",
      "tel",
      "handy",
      "mobil",
      "handynummer",
      "rufnummer",
      "anrufen",
      "fax",
      "durchwahl",
      "erreichbar",
    ],
    fr: ["téléphone", "tél", "portable", "mobile", "appeler", "fax", "numéro"],
    es: ["teléfono", "tel", "móvil", "celular", "llamar", "fax", "llame"],
    it: ["telefono", "tel", "cellulare", "chiamare", "fax"],
    pt: ["telefone", "tel", "telemóvel", "celular", "ligar", "fax"],
    nl: ["telefoon", "telefoonnummer", "tel", "mobiel", "bellen", "fax", "gsm"],
    sv: ["telefon", "tel", "mobil", "ring", "mobilnummer"],
  },
  against: {
    en: [
      "order",
      "isbn",
      "sku",
      "version",
      "timestamp",
      "invoice",
      "tracking",
      "card",
      "ssn",
      "account number",
      "iban",
      "id",
      "epoch",
      "price",
      "total",
      "serial",
      "date",
      "zip",
    ],
  },
  reserved: ["(?:^|[^0-9])(?:1[ .-]?)?\\(?[2-9][0-9]{2}\\)?[ .-]?555[ .-]?01[0-9]{2}$", "^555[ .-]?01[0-9]{2}$"],
  source: "ITU-T E.164, libphonenumber metadata; reserved: NANPA 555 line numbers",
};
