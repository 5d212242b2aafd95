import type { Validator } from "../recognizer.ts";
import { financeAndDeviceValidators } from "./finance-and-devices.ts";
import { iban } from "./iban.ts";
import { ipAddress } from "./ip.ts";
import { luhn } from "./luhn.ts";
import { nationalValidators } from "./national.ts";
import { notCode } from "./not-code.ts";
import { paymentCard } from "./payment-card.ts";
import { randomLooking, randomToken } from "./random-looking.ts";
import { referenceNumber } from "./reference-number.ts";
import { stdnumValidators } from "./stdnum.ts";
import { usSsn } from "./us-ssn.ts";
import { userName } from "./user-name.ts";

/** Validators by the id that recognizers name. */
export const validators: Readonly<Record<string, Validator>> = {
  ...stdnumValidators,
  ...nationalValidators,
  ...financeAndDeviceValidators,
  "reference-number": referenceNumber,
  "not-code": notCode,
  "user-name": userName,
  luhn,
  "random-looking": randomLooking,
  "random-token": randomToken,
  iban,
  ip: ipAddress,
  "payment-card": paymentCard,
  "us-ssn": usSsn,
};
