import type { Recognizer } from "../../recognizer.ts";

const end = "(?![A-Za-zÀ-ÿ0-9_]|-[A-Za-z])";
const unions =
  "(?:[a-z]+ workers'?|[a-z]+workers'?|[a-z]+ teachers'?) union|trade union|labou?r union|teachers'? union|nurses'? union|workers'? union|unison|unite the union|gmb|usdaw|uaw|teamsters|seiu|afl-cio|afscme|ibew|cwa|unite here|nea|aft|tuc|rmt|aslef|" +
  "gewerkschaft(?: [a-zäöüß.]+)?|ver\\.?di|ig metall|ig bau|ig bce|gew|dgb|ngg|evg|" +
  "syndicat(?: [a-zé]+)?|cgt|cfdt|force ouvrière|fo|cftc|sud|unsa|sindicato(?: [a-zé]+)?|ccoo|comisiones obreras|ugt|uso|csif|cgil|cisl|uil|cut|cgtp|fnv|cnv|vakbond(?: [a-z]+)?|landsorganisationen|unionen|kommunal|tco|3f";

/** Which trade union somebody belongs to (GDPR Art. 9). */
export const unionMembership: Recognizer = {
  id: "union-membership",
  type: "UNION_MEMBERSHIP",
  trigger: { on: "label" },
  patterns: [
    {
      pattern: `(?:(?:an?|the|der|die|das|la|le|el|il|o|de|our|my|local|[0-9]{1,4}) ){0,3}(?:${unions})${end}`,
      anyCase: true,
      score: 0.45,
    },
  ],
  needsContext: true,
  labels: {
    en: [
      "union membership",
      "trade union",
      "union",
      "member of",
      "member of the",
      "joined the",
      "shop steward for",
      "shop steward of",
      "union rep for",
      "union dues to",
      "belongs to",
      "belong to",
      "organizer for",
      "organiser for",
      "paying dues to",
    ],
    de: [
      "gewerkschaft",
      "gewerkschaftsmitgliedschaft",
      "mitglied der",
      "mitglied in der",
      "mitglied bei",
      "mitglied bei der",
      "mitglied von",
      "betriebsrat der",
      "gewerkschaftszugehörigkeit",
    ],
    fr: [
      "syndicat",
      "appartenance syndicale",
      "membre de la",
      "membre du",
      "syndiqué à la",
      "syndiquée à la",
      "adhérent à la",
      "délégué syndical",
    ],
    es: [
      "sindicato",
      "afiliación sindical",
      "afiliado a",
      "afiliada a",
      "afiliado al",
      "afiliada al",
      "delegado sindical de",
      "miembro de",
      "miembro del",
    ],
    it: ["sindacato", "iscritto alla", "iscritta alla", "tessera", "iscrizione sindacale"],
    pt: ["sindicato", "filiado ao", "filiada ao", "filiado na", "sindicalizado no", "membro do"],
    nl: ["vakbond", "lid van", "lid van de", "vakbondslidmaatschap"],
    sv: ["fackförbund", "medlem i", "facket"],
  },
  against: {
    en: [
      "european union",
      "credit union",
      "student union",
      "western union",
      "soviet union",
      "union square",
      "union station",
    ],
  },
  source: "GDPR Art. 9(1)",
};
