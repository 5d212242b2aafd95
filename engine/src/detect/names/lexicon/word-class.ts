/** What a word tells about its neighbours. A word may have several. */
export const wordClasses = [
  /** `Mr`, `Frau`, `Dr`: a name follows. */
  "title",
  /** `dear`, `hola`: a name may follow. */
  "greeting",
  /** `regards`, `saludos`: a name follows on the next line. */
  "closing",
  /** `name`, `patient`, `passenger`: the label of a name. */
  "nameLabel",
  /** `called`, `named`, `heiße`. */
  "nameVerb",
  /** `said`, `wrote`, `erklärte`: what persons do. */
  "personVerb",
  /** `president`, `nurse`, `capitaine`: a person's role. */
  "role",
  /** `mother`, `husband`. */
  "kin",
  /** `in`, `from`, `nach`: a place may follow. */
  "placePreposition",
  /** `live`, `born`, `wohnhaft`. */
  "placeVerb",
  /** `city`, `province`, `near`. */
  "placeLabel",
  /** `inc`, `gmbh`, `university`. */
  "organization",
  /** `street`, `avenue`: ends a street name. */
  "streetSuffix",
  /** `rue`, `via`, `calle`: begins a street name. */
  "streetPrefix",
  /** `apt`, `suite`, `étage`. */
  "unit",
  /** `address`, `anschrift`. */
  "addressLabel",
  /** Months and weekdays. */
  "calendar",
  /** `de`, `van`, `bin`: inside names. */
  "connector",
  /** Articles and determiners. */
  "article",
  /** `and`, `or`. */
  "conjunction",
  /** `I`, `he`, `wir`. */
  "pronoun",
  /** Other words of grammar. */
  "grammar",
  /** `by`, `with`, `to`, `von`: a person may follow. */
  "personPreposition",
  /** `north`, `southern`. */
  "direction",
] as const;

export type WordClass = (typeof wordClasses)[number];

/** Words of one language by class, separated by spaces, in lower case. */
export interface Lexicon {
  /** ISO 639-1. */
  readonly language: string;
  readonly words: Partial<Readonly<Record<WordClass, string>>>;
}
