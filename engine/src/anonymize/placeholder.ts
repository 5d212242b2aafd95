import { categoryOfEntity, entityTypes } from "../detect/entity-types.ts";
import type { CategoryName, EntityType } from "../model/index.ts";

/** What stands in a text where an entity was: `<EMAIL_ADDRESS>`, as Presidio writes it. */
export function placeholder(type: EntityType, number?: number): string {
  return number === undefined ? `<${type}>` : `<${type}_${number}>`;
}

/** Names that differ from what the category's own name would give, most of them Presidio's. */
const namedTypes: Readonly<Record<CategoryName, EntityType>> = {
  "user.name": "PERSON",
  "user.contact.email": "EMAIL_ADDRESS",
  "user.contact.phone_number": "PHONE_NUMBER",
  "user.contact.fax_number": "PHONE_NUMBER",
  "user.contact.address": "ADDRESS",
  "user.contact.url": "URL",
  "user.government_id": "GOVERNMENT_ID",
  "user.government_id.national_identification_number": "NATIONAL_ID",
  "user.government_id.drivers_license_number": "DRIVER_LICENSE",
  "user.government_id.passport_number": "PASSPORT",
  "user.financial": "FINANCIAL_DATA",
  "user.financial.credit_card": "CREDIT_CARD",
  "user.payment": "PAYMENT_DATA",
  "user.health_and_medical": "HEALTH_DATA",
  "user.biometric": "BIOMETRIC_DATA",
  "user.authorization": "CREDENTIAL",
  "user.authorization.password": "PASSWORD",
  "user.demographic": "DEMOGRAPHIC_DATA",
  "user.demographic.age_range": "AGE",
  "user.demographic.race_ethnicity": "ETHNICITY",
  "user.demographic.religious_belief": "RELIGION",
  "user.location": "LOCATION",
  "user.device": "DEVICE_ID",
  "user.unique_id": "ID",
  "user.workplace": "EMPLOYMENT_DATA",
};

/** Categories that say nothing about what a value looks like: free text, whole records, behaviour. */
const shapeless =
  /^user($|\.(content|record|behavior|social|account|privacy_preferences|insurance|education|childrens)(\.|$))/;

/**
 * The entity type that a whole value of a category is replaced by: the nearest named one upwards, else the
 * category's own last word. `undefined` where the category has no values of its own, such as free text.
 */
export function entityTypeOf(category: CategoryName): EntityType | undefined {
  if (category === "user.account.username") return "USERNAME";
  if (shapeless.test(category) && !namedTypes[category]) {
    return category.split(".").length > 2 && !category.startsWith("user.content") ? ownName(category) : undefined;
  }
  for (let name = category; name.includes("."); name = name.slice(0, name.lastIndexOf("."))) {
    const type = namedTypes[name];
    if (!type) continue;
    const general = name !== category && /_DATA$|^GOVERNMENT_ID$|^CREDENTIAL$|^ID$|^DEVICE_ID$/.test(type);
    return general ? ownName(category) : type;
  }
  return ownName(category);
}

function ownName(category: CategoryName): EntityType {
  return category.slice(category.lastIndexOf(".") + 1).toUpperCase();
}

/** The category of any entity type, also of one that only `entityTypeOf` gives. */
export function categoryOfType(type: EntityType): CategoryName {
  if (entityTypes.includes(type)) return categoryOfEntity(type);
  return Object.entries(namedTypes).find(([, name]) => name === type)?.[0] ?? "user";
}
