import type { CategoryName, EntityType } from "../model/index.ts";
import { nationalIds } from "./recognizers/national-ids/index.ts";

interface EntityTypeFacts {
  /** Fideslang's name; `engine/catalog/categories.yaml` owns the categories. */
  readonly category: CategoryName;
  /** Not personal by itself: found only when asked for by type, or with a threshold below its score. */
  readonly onRequest?: true;
}

const commonTypes: Readonly<Record<EntityType, EntityTypeFacts>> = {
  PERSON: { category: "user.name" },
  EMAIL_ADDRESS: { category: "user.contact.email" },
  PHONE_NUMBER: { category: "user.contact.phone_number" },
  STREET_ADDRESS: { category: "user.contact.address.street" },
  ZIP_CODE: { category: "user.contact.address.postal_code" },
  LOCATION: { category: "user.location" },
  COORDINATES: { category: "user.location.precise" },
  URL: { category: "user.contact.url", onRequest: true },
  USERNAME: { category: "user.account.username" },
  PASSWORD: { category: "user.authorization.password" },
  SECURITY_ANSWER: { category: "user.authorization.security_question" },
  CREDENTIAL: { category: "user.authorization.credentials" },
  API_KEY: { category: "user.authorization.token" },
  PRIVATE_KEY: { category: "user.authorization.credentials" },
  CREDIT_CARD: { category: "user.financial.credit_card" },
  CVV: { category: "user.financial.credit_card" },
  IBAN_CODE: { category: "user.financial.bank_account" },
  SWIFT_CODE: { category: "user.financial.bank_account" },
  US_BANK_NUMBER: { category: "user.financial.bank_account" },
  US_ROUTING_NUMBER: { category: "user.financial.bank_account" },
  BANK_ACCOUNT: { category: "user.financial.bank_account" },
  CRYPTO: { category: "user.financial.wallet" },
  US_SSN: { category: "user.government_id" },
  US_ITIN: { category: "user.government_id.tax_id" },
  US_EIN: { category: "user.government_id.tax_id" },
  US_PASSPORT: { category: "user.government_id.passport_number" },
  PASSPORT: { category: "user.government_id.passport_number" },
  US_DRIVER_LICENSE: { category: "user.government_id.drivers_license_number" },
  DRIVER_LICENSE: { category: "user.government_id.drivers_license_number" },
  NATIONAL_ID: { category: "user.government_id.national_identification_number" },
  TAX_ID: { category: "user.government_id.tax_id" },
  HEALTH_ID: { category: "user.health_and_medical" },
  US_MBI: { category: "user.health_and_medical.insurance_beneficiary_id" },
  US_NPI: { category: "user.workplace" },
  MEDICAL_LICENSE: { category: "user.workplace" },
  MEDICAL_RECORD_NUMBER: { category: "user.health_and_medical.record_id" },
  HEALTH_CONDITION: { category: "user.health_and_medical" },
  IP_ADDRESS: { category: "user.device.ip_address" },
  MAC_ADDRESS: { category: "user.device.mac_address" },
  IMEI: { category: "user.device.imei" },
  VIN: { category: "user.government_id.vehicle_registration" },
  LICENSE_PLATE: { category: "user.government_id.vehicle_registration" },
  ACCOUNT_NUMBER: { category: "user.unique_id" },
  CUSTOMER_ID: { category: "user.unique_id" },
  ORDER_NUMBER: { category: "user.behavior.purchase_history" },
  POLICY_NUMBER: { category: "user.insurance" },
  DATE_OF_BIRTH: { category: "user.demographic.date_of_birth" },
  DATE_TIME: { category: "user.behavior", onRequest: true },
  AGE: { category: "user.demographic.age", onRequest: true },
  NRP: { category: "user.demographic.citizenship_or_immigration_status", onRequest: true },
  RELIGION: { category: "user.demographic.religious_belief" },
  POLITICAL_OPINION: { category: "user.demographic.political_opinion" },
  SEXUAL_ORIENTATION: { category: "user.demographic.sexual_orientation" },
  UNION_MEMBERSHIP: { category: "user.demographic.union_membership" },
  TITLE: { category: "user.demographic", onRequest: true },
  PIN: { category: "user.authorization.pin" },
  EMPLOYEE_ID: { category: "user.workplace.employee_id" },
  SOCIAL_HANDLE: { category: "user.social.handle" },
  GENDER: { category: "user.demographic.gender" },
  ETHNICITY: { category: "user.demographic.race_ethnicity" },
  CASE_NUMBER: { category: "user.unique_id" },
  ORGANIZATION: { category: "user.contact.organization", onRequest: true },
};

const nationalIdCategories = {
  national: "user.government_id.national_identification_number",
  tax: "user.government_id.tax_id",
  health: "user.health_and_medical.insurance_beneficiary_id",
  passport: "user.government_id.passport_number",
  license: "user.government_id.drivers_license_number",
} as const;

const facts: Readonly<Record<EntityType, EntityTypeFacts>> = {
  ...commonTypes,
  ...Object.fromEntries(nationalIds.map(({ type, kind }) => [type, { category: nationalIdCategories[kind] }])),
};

/** Every entity type that a built-in recognizer can give. */
export const entityTypes: readonly EntityType[] = Object.keys(facts);

/** The Fideslang category of an entity type; `user` for a type that only a user's own recognizer gives. */
export function categoryOfEntity(type: EntityType): CategoryName {
  return facts[type]?.category ?? "user";
}

/** Whether a type says nothing about a person by itself, so that it is reported only when asked for. */
export function isOnRequest(type: EntityType): boolean {
  return facts[type]?.onRequest === true;
}
