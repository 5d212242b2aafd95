import type { Validator } from "../recognizer.ts";
import { iban } from "./iban.ts";
import { ipAddress } from "./ip.ts";
import { luhn } from "./luhn.ts";
import { nationalValidators } from "./national.ts";
import { paymentCard } from "./payment-card.ts";
import { randomLooking } from "./random-looking.ts";
import { stdnumValidators } from "./stdnum.ts";
import { usSsn } from "./us-ssn.ts";

/** Validators by the id that recognizers name. */
export const validators: Readonly<Record<string, Validator>> = {
  ...stdnumValidators,
  ...nationalValidators,
  luhn,
  "random-looking": randomLooking,
  iban,
  ip: ipAddress,
  "payment-card": paymentCard,
  "us-ssn": usSsn,
};
