import type { EntityType } from "../model/index.ts";

/**
 * Invented values by entity type, for showing what a prompt would look like. Mail domains and addresses of
 * networks are reserved for documentation (RFC 2606, RFC 5737), phone numbers for fiction (NANP 555-01xx), the
 * card is a processor's test card, the IBAN the standard's example, and no US SSN begins with 9.
 */
const samples: Readonly<Record<EntityType, readonly string[]>> = {
  EMAIL_ADDRESS: ["maya.lind@example.com", "omar.reyes@example.org", "ines.vogt@example.net"],
  PHONE_NUMBER: ["+1 202-555-0143", "+1 202-555-0178", "+1 202-555-0115"],
  PERSON: ["Maya Lind", "Omar Reyes", "Ines Vogt"],
  ADDRESS: ["12 Sample Street, Springfield", "7 Invented Lane, Riverton", "48 Example Road, Lakeside"],
  LOCATION: ["Springfield", "Riverton", "Lakeside"],
  CREDIT_CARD: ["4242 4242 4242 4242"],
  IBAN_CODE: ["GB82 WEST 1234 5698 7654 32"],
  BANK_ACCOUNT: ["GB82 WEST 1234 5698 7654 32"],
  US_SSN: ["987-65-4320", "987-65-4321", "987-65-4322"],
  NATIONAL_ID: ["987-65-4320", "987-65-4321", "987-65-4322"],
  GOVERNMENT_ID: ["ID-000-111-222", "ID-000-111-333"],
  PASSPORT: ["X00000000"],
  DRIVER_LICENSE: ["D000-0000-0000"],
  DATE_OF_BIRTH: ["1984-07-16", "1991-02-03", "1975-11-28"],
  AGE: ["41", "34", "50"],
  IP_ADDRESS: ["192.0.2.17", "198.51.100.4", "203.0.113.90"],
  URL: ["https://example.com/profile"],
  ORGANIZATION: ["Example Ltd"],
  USERNAME: ["sample_user", "other_user"],
  PASSWORD: ["not-a-real-password"],
  CREDENTIAL: ["not-a-real-key"],
  HEALTH_DATA: ["seasonal allergy", "sprained ankle"],
  FINANCIAL_DATA: ["1,250.00", "310.50"],
  PAYMENT_DATA: ["invoice 0001, 49.90"],
  GENDER: ["female", "male", "non-binary"],
  NATIONALITY: ["Norwegian", "Chilean"],
  ID: ["00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"],
  DEVICE_ID: ["00:00:5E:00:53:01"],
};

/**
 * An invented value of a kind, the same each time for the same label, so that two e-mail addresses of one prompt
 * can be told apart. Where the kind is unknown, the label in guillemets.
 */
export function sampleValue(type: EntityType | undefined, label: string): string {
  const values = type === undefined ? undefined : samples[type];
  if (!values) return `«${label}»`;
  let hash = 0;
  for (let index = 0; index < label.length; index++) hash = (hash * 31 + label.charCodeAt(index)) >>> 0;
  return values[hash % values.length]!;
}
