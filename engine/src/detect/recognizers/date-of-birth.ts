import type { Recognizer } from "../recognizer.ts";

/** Names of months and what they are shortened to, in the languages of the locales. */
export const monthNames =
  "(?:jan(?:uar[yio]?|v(?:ier|\\.)?|eiro)?|jänner|ene(?:ro)?|gen(?:naio)?|feb(?:ruar[yi]?|rero|braio)?|f[ée]vr?(?:ier|ereiro)?|mar(?:ch|zo|[cç]o|s|t)?|m(?:ä|ae)rz|maart|apr(?:il|ile)?|abr(?:il)?|avr(?:il)?|ma[yijg](?:o|gio|i)?|mei|jun(?:e|io?|ho)?|juin|giu(?:gno)?|jul(?:y|io?|ho)?|juil(?:let)?|lug(?:lio)?|aug(?:ust(?:us|i)?)?|ago(?:sto)?|ao[uû]t|set(?:embro|tembre)?|sept?(?:ember|tembre|tiembre|embre)?|o[ck]t(?:ober|obre|ubre)?|ott(?:obre)?|out(?:ubro)?|nov(?:ember|embre|embro|iembre)?|de[cz](?:ember|embro)?|desember|d[ée]c(?:embre)?|dic(?:embre|iembre)?)";

/** Dates written in figures or with the month's name, as pattern text without groups. */
export const datePatterns: readonly string[] = [
  "(?:19|20)[0-9]{2}([-/.])(?:0?[1-9]|1[0-2])\\1(?:0?[1-9]|[12][0-9]|3[01])(?![0-9A-Za-z_])",
  "(?:0?[1-9]|[12][0-9]|3[01])([-/. ])(?:0?[1-9]|[12][0-9]|3[01])\\1(?:(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9A-Za-z_]|[-/.][0-9])",
  `(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th|er|º|\\.)?(?:[ -]|\\. ?)(?:(?:of|de|di) )?${monthNames}\\.?(?:,? (?:de |del |di )?|-)(?:(?:19|20)[0-9]{2}|'?[0-9]{2})(?![0-9A-Za-z_])`,
  `${monthNames}\\.? (?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?,? (?:(?:19|20)[0-9]{2}|'[0-9]{2})(?![0-9A-Za-z_])`,
];

const monthWords = "(?:january|february|march|april|may|june|july|august|september|october|november|december)";
const unitWords = "(?:one|two|three|four|five|six|seven|eight|nine)";
const tensWords = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)";
const teenWords = "(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)";
/** Ordinals from first to thirty-first. */
export const dayWords =
  "(?:(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|[0-9]{1,2}(?:st|nd|rd|th))";
const yearWords = `(?:(?:(?:eighteen|nineteen|twenty)[ -])?(?:${tensWords}(?:[ -]${unitWords})?|${teenWords}|(?:oh|o)[ -]${unitWords})|two thousand(?: and)?(?: (?:${teenWords}|${unitWords}|${tensWords}(?:[ -]${unitWords})?))?|(?:19|20)[0-9]{2})`;
const wordEnd = "(?![0-9A-Za-z_'])";

/** Dates as they are said: "march third nineteen seventy eight", "the twelfth of june eighty four". */
export const spokenDatePatterns: readonly string[] = [
  `${monthWords} (?:the )?${dayWords}(?:,? (?:of )?${yearWords})?${wordEnd}`,
  `(?:the )?${dayWords} (?:day )?(?:of )?${monthWords}(?:,? ${yearWords})?${wordEnd}`,
  `${monthWords} (?:of )?(?:(?:nineteen|twenty)[ -](?:${tensWords}(?:[ -]${unitWords})?|${teenWords})|two thousand(?: and)?(?: (?:${teenWords}|${unitWords}))?)${wordEnd}`,
];

/** Dates of birth: a date that a word such as "born" announces. */
export const dateOfBirth: Recognizer = {
  id: "date-of-birth",
  type: "DATE_OF_BIRTH",
  trigger: { on: "label" },
  patterns: [...datePatterns, ...spokenDatePatterns].map((pattern) => ({ pattern, anyCase: true, score: 0.2 })),
  needsContext: true,
  labels: {
    en: [
      "date of birth",
      "birth date",
      "birthdate",
      "dob",
      "d.o.b.",
      "born",
      "born on",
      "birthday",
      "birthday is",
      "birth",
    ],
    de: ["geburtsdatum", "geboren am", "geboren", "geb.", "geburtstag"],
    fr: ["date de naissance", "né le", "née le", "naissance", "ddn"],
    es: ["fecha de nacimiento", "nacido el", "nacida el", "nacimiento", "nació el"],
    it: ["data di nascita", "nato il", "nata il", "nascita"],
    pt: ["data de nascimento", "nascido em", "nascida em", "nascimento"],
    nl: ["geboortedatum", "geboren op", "geboren"],
    sv: ["födelsedatum", "född"],
    pl: ["data urodzenia", "urodzony", "urodzona"],
  },
  source: "ISO 8601; CLDR month names",
};
