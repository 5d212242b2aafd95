import { meaningOfKey, wordsOfKey } from "../names/keyed.ts";

/** What columns of personal data are named besides those that hold names and addresses, in the languages of the locales. */
const columnWords: ReadonlySet<string> = new Set(
  "id email mail e-mail phone tel telefon telephone téléphone teléfono telefono telefone mobile handy móvil cell fax ssn iban bic dob birthdate birthday geburtsdatum age alter age âge edad date datum fecha data zip zipcode plz postcode cp cap cep postal ip address password passwort login user username account customer kunde cliente client order status role amount price total notes comment message text".split(
    " ",
  ),
);

/** Whether a key says what its values are. */
export function knownKey(key: string): boolean {
  const words = wordsOfKey(key);
  return meaningOfKey(words) !== undefined || words.split(" ").some((word) => columnWords.has(word));
}
