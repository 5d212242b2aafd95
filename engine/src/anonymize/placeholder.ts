import type { CategoryName, EntityType } from "../model/index.ts";

/** What stands in a text where an entity was: `<EMAIL_ADDRESS>`, as Presidio writes it. */
export function placeholder(type: EntityType, number?: number): string {
  return number === undefined ? `<${type}>` : `<${type}_${number}>`;
}

/**
 * Entity types for the categories of the Fideslang taxonomy, most specific first where prefixes nest.
 * Names are Presidio's where it has one (https://microsoft.github.io/presidio/supported_entities/).
 */
const typesByCategory: readonly (readonly [CategoryName, EntityType])[] = [
  ["user.contact.email", "EMAIL_ADDRESS"],
  ["user.contact.phone_number", "PHONE_NUMBER"],
  ["user.contact.fax_number", "PHONE_NUMBER"],
  ["user.contact.address", "ADDRESS"],
  ["user.contact.url", "URL"],
  ["user.contact.organization", "ORGANIZATION"],
  ["user.contact", "CONTACT"],
  ["user.name", "PERSON"],
  ["user.government_id.passport_number", "PASSPORT"],
  ["user.government_id.drivers_license_number", "DRIVER_LICENSE"],
  ["user.government_id.national_identification_number", "NATIONAL_ID"],
  ["user.government_id", "GOVERNMENT_ID"],
  ["user.financial.credit_card", "CREDIT_CARD"],
  ["user.financial.bank_account", "BANK_ACCOUNT"],
  ["user.financial", "FINANCIAL_DATA"],
  ["user.payment", "PAYMENT_DATA"],
  ["user.health_and_medical", "HEALTH_DATA"],
  ["user.demographic.date_of_birth", "DATE_OF_BIRTH"],
  ["user.demographic.age_range", "AGE"],
  ["user.demographic.gender", "GENDER"],
  ["user.demographic.religion", "RELIGION"],
  ["user.demographic.race_ethnicity", "ETHNICITY"],
  ["user.demographic.political_opinion", "POLITICAL_OPINION"],
  ["user.demographic.sexual_orientation", "SEXUAL_ORIENTATION"],
  ["user.demographic.nationality", "NATIONALITY"],
  ["user.demographic", "DEMOGRAPHIC_DATA"],
  ["user.date_of_birth", "DATE_OF_BIRTH"],
  ["user.biometric", "BIOMETRIC_DATA"],
  ["user.genetic", "GENETIC_DATA"],
  ["user.location", "LOCATION"],
  ["user.device.ip_address", "IP_ADDRESS"],
  ["user.device", "DEVICE_ID"],
  ["user.account.username", "USERNAME"],
  ["user.account.password", "PASSWORD"],
  ["user.account", "ACCOUNT"],
  ["user.authorization", "CREDENTIAL"],
  ["user.unique_id", "ID"],
];

/** The entity type that a whole value of a category is replaced by; `undefined` for the root and free text. */
export function entityTypeOf(category: CategoryName): EntityType | undefined {
  let best: readonly [CategoryName, EntityType] | undefined;
  for (const entry of typesByCategory) {
    const [name] = entry;
    if (category !== name && !category.startsWith(`${name}.`)) continue;
    if (!best || name.length > best[0].length) best = entry;
  }
  return best?.[1];
}
