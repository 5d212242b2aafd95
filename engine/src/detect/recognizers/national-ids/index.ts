import type { Recognizer } from "../../recognizer.ts";
import { africaAndOceania } from "./africa-oceania.ts";
import { americas } from "./americas.ts";
import { asia } from "./asia.ts";
import { easternEurope } from "./europe-east.ts";
import { northernEurope } from "./europe-north.ts";
import { southernEurope } from "./europe-south.ts";
import { westernEurope } from "./europe-west.ts";
import { type NationalId, nationalIdRecognizer } from "./national-id.ts";

/** Every row of the tables. A new number is one row. */
export const nationalIds: readonly NationalId[] = [
  ...westernEurope,
  ...southernEurope,
  ...northernEurope,
  ...easternEurope,
  ...americas,
  ...asia,
  ...africaAndOceania,
];

export const nationalIdRecognizers: readonly Recognizer[] = nationalIds.map(nationalIdRecognizer);
