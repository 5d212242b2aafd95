import type { EntityType } from "../../model/index.ts";

/**
 * What the labels of published token-classification models mean here: those of CoNLL-2003 and OntoNotes, of the
 * ai4privacy data sets, of OpenAI's privacy filter, of Presidio. Compared in lower case without `_`, `-` and spaces.
 */
const typesByLabel: Readonly<Record<EntityType, string>> = {
  PERSON:
    "per person name fullname givenname givenname1 givenname2 firstname middlename lastname lastname1 lastname2 lastname3 surname privateperson patient doctor hcw staff personname",
  LOCATION: "loc gpe location city state county country region geographiclocation",
  STREET_ADDRESS: "address streetaddress street streetname buildingnum buildingnumber secaddress privateaddress",
  ZIP_CODE: "zip zipcode postcode postalcode",
  ORGANIZATION: "org organization organisation company companyname hospital",
  EMAIL_ADDRESS: "email emailaddress privateemail",
  PHONE_NUMBER: "phone phonenumber telephonenum telephone tel mobile fax privatephone",
  URL: "url privateurl",
  USERNAME: "username user login accountname",
  PASSWORD: "password pass",
  API_KEY: "secret apikey token",
  PIN: "pin",
  IP_ADDRESS: "ip ipaddress ipv4 ipv6",
  MAC_ADDRESS: "mac macaddress",
  IMEI: "imei phoneimei",
  VIN: "vin vehiclevin",
  LICENSE_PLATE: "vrm vehiclevrm licenseplate numberplate",
  CREDIT_CARD: "creditcard creditcardnumber cardnumber",
  CVV: "cvv creditcardcvv",
  IBAN_CODE: "iban ibancode",
  SWIFT_CODE: "bic swift swiftcode",
  ACCOUNT_NUMBER: "accountnum accountnumber bankaccount privateaccountnumber",
  CRYPTO: "crypto bitcoinaddress ethereumaddress litecoinaddress cryptoaddress",
  US_SSN: "ssn usssn",
  NATIONAL_ID: "socialnum socialnumber idcard idcardnum nationalid idnum id",
  TAX_ID: "taxnum taxid",
  PASSPORT: "passport passportnum passportnumber",
  DRIVER_LICENSE: "driverlicense driverlicensenum driverslicense",
  MEDICAL_RECORD_NUMBER: "medicalrecord medicalrecordnumber mrn",
  DATE_OF_BIRTH: "dob dateofbirth birthdate",
  DATE_TIME: "date time datetime privatedate",
  AGE: "age",
  NRP: "nrp norp nationality",
  TITLE: "title prefix",
  GENDER: "gender sex",
};

const typeOfLabel = new Map(
  Object.entries(typesByLabel).flatMap(([type, labels]) => labels.split(" ").map((label) => [label, type] as const)),
);

/** Where in an entity a piece stands, as the schemes BIO, BIOES and BILOU mark it. */
export type LabelPosition = "begin" | "inside" | "end" | "single" | "any";

export interface PieceLabel {
  readonly type: EntityType;
  readonly position: LabelPosition;
}

const positions: Readonly<Record<string, LabelPosition>> = {
  B: "begin",
  I: "inside",
  M: "inside",
  E: "end",
  L: "end",
  S: "single",
  U: "single",
};

/** What a model's label says; `undefined` for none of an entity, and for labels that are not known here. */
export function readLabel(label: string): PieceLabel | undefined {
  const match = /^(?:([BIMELSU])[-_])?(.+)$/.exec(label.trim());
  if (!match) return undefined;
  const type = typeOfLabel.get(match[2]!.toLowerCase().replace(/[_\- ]/g, ""));
  return type === undefined ? undefined : { type, position: match[1] ? positions[match[1]]! : "any" };
}
