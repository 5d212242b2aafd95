import type { CategoryName, EntityType } from "../model/index.ts";
import { entityTypeOf } from "./placeholder.ts";

/**
 * Synthetic values for previews, out of ranges that are reserved for examples: RFC 2606 domains, NANPA 555-01xx
 * numbers, RFC 5737 and RFC 3849 addresses, card numbers that networks publish for tests, SSNs and IBANs that were
 * never given out. Several each, so that two holes of one prompt can differ.
 */
const samples: Readonly<Record<EntityType, readonly string[]>> = {
  PERSON: ["Jane Doe", "John Roe", "Mary Major", "Richard Miles"],
  EMAIL_ADDRESS: ["jane.doe@example.com", "john.roe@example.org", "mary.major@example.net"],
  PHONE_NUMBER: ["+1 202-555-0142", "+1 312-555-0178", "+1 415-555-0119"],
  ADDRESS: ["123 Example Street, Springfield", "45 Sample Avenue, Anytown", "7 Placeholder Road, Sampleville"],
  STREET_ADDRESS: ["123 Example Street", "45 Sample Avenue", "7 Placeholder Road"],
  ZIP_CODE: ["00000", "00001"],
  STREET: ["123 Example Street", "45 Sample Avenue"],
  CITY: ["Springfield", "Anytown", "Sampleville"],
  STATE: ["Sample State", "Example Province"],
  COUNTRY: ["Examplia", "Sampleland"],
  POSTAL_CODE: ["00000", "00001"],
  LOCATION: ["Springfield", "Anytown"],
  COORDINATES: ["0.0000, 0.0000", "0.0001, 0.0001"],
  URL: ["https://example.com/jane", "https://example.org/john"],
  USERNAME: ["jane_doe", "john_roe"],
  PASSWORD: ["correct-horse-example", "sample-password"],
  CREDENTIAL: ["example-credential", "sample-credential"],
  API_KEY: ["example-api-key", "sample-api-key"],
  TOKEN: ["example-token", "sample-token"],
  CREDIT_CARD: ["4242 4242 4242 4242", "4111 1111 1111 1111"],
  BANK_ACCOUNT: ["000123456789", "000987654321"],
  IBAN_CODE: ["GB33 BUKB 2020 1555 5555 55", "DE75 5121 0800 1245 1261 99"],
  FINANCIAL_DATA: ["1,234.56", "6,543.21"],
  PAYMENT_DATA: ["1,234.56", "6,543.21"],
  INCOME: ["50,000", "60,000"],
  CREDIT_SCORE: ["700", "650"],
  US_SSN: ["000-12-3456", "000-65-4321"],
  NATIONAL_ID: ["ID-000000", "ID-000001"],
  GOVERNMENT_ID: ["ID-000000", "ID-000001"],
  TAX_ID: ["00-0000000", "00-0000001"],
  PASSPORT: ["X0000000", "X0000001"],
  DRIVER_LICENSE: ["D000-0000-0000", "D000-0000-0001"],
  HEALTH_DATA: ["seasonal allergies", "a sprained ankle"],
  MEDICAL_RECORD_NUMBER: ["MRN-000000", "MRN-000001"],
  RECORD_ID: ["MRN-000000", "MRN-000001"],
  DATE_OF_BIRTH: ["1990-01-01", "1985-06-15"],
  AGE: ["35", "42"],
  GENDER: ["female", "male", "non-binary"],
  NATIONALITY: ["Norwegian", "Chilean"],
  IP_ADDRESS: ["192.0.2.10", "198.51.100.7", "203.0.113.5"],
  MAC_ADDRESS: ["00:00:5E:00:53:01", "00:00:5E:00:53:02"],
  DEVICE_ID: ["device-0001", "device-0002"],
  IMEI: ["00-000000-000000-0", "00-000000-000001-0"],
  ID: ["user-0001", "user-0002"],
  CUSTOMER_ID: ["customer-0001", "customer-0002"],
  ACCOUNT_NUMBER: ["account-0001", "account-0002"],
  ORGANIZATION: ["Example Corp", "Sample Ltd"],
};

const textSamples: Readonly<Record<CategoryName, string>> = {
  "user.content": "Hello, my name is Jane Doe and I have a question about my order.",
  "user.record": '{"name": "Jane Doe", "email": "jane.doe@example.com", "phone": "+1 202-555-0142"}',
};

/** The nth synthetic value of an entity type. */
export function numberedSample(type: EntityType, number = 0): string {
  const list = samples[type];
  if (list) return list[number % list.length]!;
  const plain = type.toLowerCase().replace(/_/g, " ");
  return `sample ${plain}${number === 0 ? "" : ` ${number + 1}`}`;
}

/**
 * A synthetic value of a kind, the same each time for the same label, so that most places of one prompt can be told
 * apart. Where the kind is unknown, the label in guillemets.
 */
export function sampleValue(type: EntityType | undefined, label: string): string {
  const values = type === undefined ? undefined : samples[type];
  if (!values) return `«${label}»`;
  let hash = 0;
  for (let index = 0; index < label.length; index++) hash = (hash * 31 + label.charCodeAt(index)) >>> 0;
  return values[hash % values.length]!;
}

/** A synthetic value for a category; a sentence or a record where the category is free text. */
export function sampleOfCategory(category: CategoryName, number = 0): string {
  for (const [name, text] of Object.entries(textSamples)) {
    if (category === name || category.startsWith(`${name}.`)) return text;
  }
  const type = entityTypeOf(category);
  return type ? numberedSample(type, number) : "sample text";
}
