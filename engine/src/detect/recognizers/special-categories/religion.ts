import type { Recognizer } from "../../recognizer.ts";

const end = "(?![A-Za-zÀ-ÿ0-9_]|-[A-Za-z])";
const faiths =
  "muslims?|moslems?|islam|sunni(?: muslim)?|shia(?: muslim)?|shi'?ite|christian(?:ity)?|(?:roman |greek )?catholic(?:ism)?|protestant|evangelical(?: christian)?|baptist|methodist|lutheran|anglican|pentecostal|presbyterian|mormon|latter-day saint|jehovah'?s witness|orthodox (?:christian|jew)|jew(?:ish)?|judaism|hindu(?:ism)?|buddhis[tm]|sikh(?:ism)?|jain|taoist|shinto|bah[aá]'?[ií]|zoroastrian|wiccan|pagan|atheist|agnostic|scientologist|" +
  "christ(?:in)?|katholisch|katholikin?|katholik|evangelisch|muslimin?|jüdisch|jude|jüdin|buddhistin?|hinduistin?|atheistin?|konfessionslos|zeugin? jehovas|" +
  "musulmane?|chrétien(?:ne)?|catholique|protestante?|juif|juive|bouddhiste|athée|musulm[aá]na?|musulmán|cristian[oa]|cat[oó]lic[oa]|jud[ií][oa]|budista|ateo|atea|evangélic[oa]|cattolic[oa]|ebre[oa]|buddista|muçulman[oa]|crist[ãa]o?|judeu|judia|ateu|moslima?|christen|katholiek|protestants|joods|boeddhist|gereformeerd|hervormd";

/** What somebody believes, where the text says that it is somebody's (GDPR Art. 9). */
export const religion: Recognizer = {
  id: "religion",
  type: "RELIGION",
  trigger: { on: "label" },
  patterns: [
    {
      pattern: `(?:(?:an?|the|une?|ein|eine|un|una|een|devout|practi[cs]ing|strict|lapsed|non-practicing|born-again) ){0,2}(?:${faiths})${end}`,
      anyCase: true,
      score: 0.45,
    },
  ],
  needsContext: true,
  labels: {
    en: [
      "religion",
      "religious affiliation",
      "faith",
      "religious belief",
      "denomination",
      "i am",
      "i'm",
      "he is",
      "she is",
      "they are",
      "he's",
      "she's",
      "we are",
      "as a",
      "converted to",
      "raised",
      "brought up",
      "practicing",
      "identifies as",
      "was raised",
      "grew up",
      "my family is",
      "i was",
    ],
    de: [
      "religion",
      "konfession",
      "glaube",
      "ich bin",
      "er ist",
      "sie ist",
      "wir sind",
      "konvertierte zum",
      "religionszugehörigkeit",
      "bekenntnis",
    ],
    fr: ["religion", "confession", "je suis", "il est", "elle est", "nous sommes", "converti à l'", "de confession"],
    es: ["religión", "soy", "es", "somos", "confesión", "se convirtió al", "creencia"],
    it: ["religione", "sono", "è", "siamo", "confessione", "convertito all'"],
    pt: ["religião", "sou", "é", "somos", "confissão"],
    nl: ["religie", "geloof", "ik ben", "hij is", "zij is", "kerkgenootschap"],
  },
  against: { en: ["holiday", "church in", "university", "school", "democratic", "museum", "art", "calendar"] },
  source: "GDPR Art. 9(1)",
};
