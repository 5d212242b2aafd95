import type { EntityType } from "../model/index.ts";

/**
 * Names of fields that hold one piece of personal data, lower case and without separators. The redaction helper
 * uses them for records, the wrap fix to tell a value from a text around it. Kept to names that leave no doubt:
 * `name` or `address` alone are decided by what holds them.
 */
export const fieldTypes: Readonly<Record<EntityType, readonly string[]>> = {
  EMAIL_ADDRESS: ["email", "emailaddress", "mail", "useremail", "customeremail", "contactemail", "workemail"],
  PHONE_NUMBER: ["phone", "phonenumber", "mobile", "mobilenumber", "mobilephone", "telephone", "cellphone", "fax"],
  PERSON: [
    "fullname",
    "firstname",
    "lastname",
    "middlename",
    "surname",
    "givenname",
    "familyname",
    "maidenname",
    "customername",
    "patientname",
    "displayname",
    "realname",
    "nickname",
    "employeename",
    "cardholder",
    "cardholdername",
  ],
  DATE_OF_BIRTH: ["dob", "dateofbirth", "birthdate", "birthday", "birthdt"],
  US_SSN: ["ssn", "socialsecurity", "socialsecuritynumber"],
  PASSPORT: ["passport", "passportnumber", "passportno"],
  DRIVER_LICENSE: ["driverslicense", "driverlicense", "driverslicensenumber", "licensenumber"],
  NATIONAL_ID: ["nationalid", "nationalidnumber", "nin", "personnummer", "bsn", "curp", "aadhaar", "pesel"],
  TAX_ID: ["taxid", "taxnumber", "vatnumber", "itin"],
  CREDIT_CARD: ["creditcard", "creditcardnumber", "cardnumber", "ccnumber", "pan"],
  IBAN_CODE: ["iban"],
  BANK_ACCOUNT: ["bankaccount", "bankaccountnumber", "routingnumber"],
  ADDRESS: [
    "streetaddress",
    "homeaddress",
    "postaladdress",
    "mailingaddress",
    "billingaddress",
    "shippingaddress",
    "addressline1",
    "addressline2",
    "street",
    "postcode",
    "postalcode",
    "zipcode",
  ],
  IP_ADDRESS: ["ipaddress", "clientip", "remoteip", "ipaddr"],
  PASSWORD: ["password", "passwd", "passphrase"],
  CREDENTIAL: ["apikey", "accesstoken", "refreshtoken", "secretkey", "clientsecret", "authtoken"],
  HEALTH_DATA: ["diagnosis", "diagnoses", "medication", "medications", "medicalhistory", "allergies", "bloodtype"],
  GENDER: ["gender"],
  RELIGION: ["religion"],
  ETHNICITY: ["ethnicity", "race"],
  SEXUAL_ORIENTATION: ["sexualorientation"],
  USERNAME: ["username"],
};

/** A name without case and separators, as `fieldTypes` writes it. */
export function normalizedField(name: string): string {
  return name.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
}
