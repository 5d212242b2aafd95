import type { Recognizer } from "../../recognizer.ts";

const end = "(?![A-Za-zÀ-ÿ0-9_]|-[A-Za-z])";
const orientations =
  "gay|lesbian|bisexual|bi|homosexual|heterosexual|straight|queer|asexual|pansexual|transgender|trans(?: man| woman)?|non-?binary|lgbtq?\\+?|schwul|lesbisch|bisexuell|homosexuell|heterosexuell|asexuell|homosexuelle?|lesbienne|bisexuelle?|hétérosexuelle?|lesbiana|bisexuales?|homosexuales?|heterosexuales?|transexual|omosessuale|lesbica|bisessuale|eterosessuale|lésbica|bissexual|homossexual|homoseksueel|lesbische|biseksueel|heteroseksueel";

/** Whom somebody loves, and who they are, where they say so or it is a field of theirs (GDPR Art. 9). */
export const sexualOrientation: Recognizer = {
  id: "sexual-orientation",
  type: "SEXUAL_ORIENTATION",
  trigger: { on: "label" },
  patterns: [
    {
      pattern: `(?:(?:an?|une?|ein|eine|un|una|een|openly|proudly|offen|ouvertement|abiertamente) ){0,2}(?:${orientations})${end}(?! (?:forward|away|line|lines|to|from|up|after|into|on|out|man's|answer|through|ahead|talk|face|hair|weekly|monthly|annual))`,
      anyCase: true,
      score: 0.45,
    },
  ],
  needsContext: true,
  labels: {
    en: [
      "sexual orientation",
      "orientation",
      "sexuality",
      "i am",
      "i'm",
      "he is",
      "she is",
      "he's",
      "she's",
      "they are",
      "identifies as",
      "identify as",
      "came out as",
      "came out",
      "coming out as",
      "being",
      "as a",
      "gender identity",
    ],
    de: ["sexuelle orientierung", "orientierung", "ich bin", "er ist", "sie ist", "outete sich als", "geoutet als"],
    fr: ["orientation sexuelle", "je suis", "il est", "elle est", "s'identifie comme"],
    es: ["orientación sexual", "soy", "es", "se declaró", "se identifica como"],
    it: ["orientamento sessuale", "sono", "è", "si dichiara"],
    pt: ["orientação sexual", "sou", "é", "assumiu-se", "se assumiu"],
    nl: ["seksuele geaardheid", "geaardheid", "ik ben", "hij is", "zij is", "uit de kast als"],
  },
  against: { en: ["page", "screen", "landscape", "portrait", "device", "text", "bi-weekly"] },
  source: "GDPR Art. 9(1)",
};
