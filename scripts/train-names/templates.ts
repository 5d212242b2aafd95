import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Addresses, createAddresses } from "./addresses.ts";
import { createExampleBuilder, type EntityLabel, type Example } from "./example.ts";
import { frequentWordLanguages, frequentWords } from "./frequent-words.ts";
import { type Lists, placeNames } from "./lists.ts";
import { createOrganizations } from "./organizations.ts";
import { createPeople, isLatin } from "./people.ts";
import type { Random } from "./random.ts";

const folder = fileURLToPath(new URL("./templates/", import.meta.url));

/** The templates of every language, one a line of `templates/LANGUAGE.txt`. */
export function readTemplates(): Map<string, string[]> {
  const result = new Map<string, string[]>();
  for (const file of readdirSync(folder).sort()) {
    const lines = readFileSync(`${folder}${file}`, "utf8")
      .split("\n")
      .filter((line) => line.trim() !== "" && !/^# (One|See)/.test(line))
      .map((line) => line.replace(/\\n/g, "\n"));
    result.set(file.replace(/\.txt$/, ""), lines);
  }
  return result;
}

const months: Readonly<Record<string, string>> = {
  en: "January February March April May June July August September October November December",
  de: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
  fr: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
  es: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
  it: "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
  pt: "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
  nl: "januari februari maart april mei juni juli augustus september oktober november december",
  nordic: "januari februari mars april maj juni juli augusti september oktober november december",
};
const weekdays: Readonly<Record<string, string>> = {
  en: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
  de: "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
  fr: "lundi mardi mercredi jeudi vendredi samedi dimanche",
  es: "lunes martes miércoles jueves viernes sábado domingo",
  it: "lunedì martedì mercoledì giovedì venerdì sabato domenica",
  pt: "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
  nl: "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
  nordic: "måndag tisdag onsdag torsdag fredag lördag söndag",
};
const titles: Readonly<Record<string, string>> = {
  en: "Mr.|Mrs.|Ms.|Dr.|Mr|Mrs|Ms|Dr|Prof.|Miss|Sir|Professor|Rev.",
  de: "Herr|Frau|Dr.|Prof. Dr.|Herrn",
};
const jobs: Readonly<Record<string, string>> = {
  en: "Account Manager|Software Engineer|sales director|Head of Marketing|nurse|electrician|Project Manager|CEO|Data Analyst|teacher|Chief Financial Officer|warehouse clerk|Support Specialist",
  de: "Geschäftsführer|Vertriebsleiterin|Projektmanager|Sachbearbeiterin|Leiter Einkauf",
  fr: "Directeur commercial|Responsable RH|Chef de projet|Ingénieure",
  es: "Director Comercial|Jefa de Proyecto|Ingeniero|Responsable de Ventas",
  it: "Direttore Commerciale|Responsabile Vendite|Ingegnere",
  pt: "Diretor Comercial|Gestora de Projeto|Engenheiro",
  nl: "Accountmanager|Projectleider|Directeur",
  nordic: "Säljchef|Projektledare|VD",
};

export interface TemplateFactory {
  /** One example from a random template of a language. */
  example(language: string, template: string): Example;
  readonly addresses: Addresses;
}

export function createTemplateFactory(lists: Lists, random: Random): TemplateFactory {
  const people = createPeople(lists, random);
  const addresses = createAddresses(lists, people, random);
  const organizations = createOrganizations(people, addresses, random);
  const english = lists.words
    .get("en")!
    .filter((word) => /^[a-z]{3,}$/.test(word))
    .slice(0, 6000);
  const homeOf = (language: string) =>
    language === "nordic" ? "sv" : language === "slavic" ? "pl" : language === "none" ? "en" : language;
  const listOf = (table: Readonly<Record<string, string>>, language: string, separator = " ") =>
    (table[language] ?? table.en!).split(separator);
  const wordsOf = (language: string) =>
    language === "none" || !lists.words.has(language)
      ? english
      : lists.words
          .get(language)!
          .filter((word) => /^\p{Ll}{3,}$/u.test(word))
          .slice(0, 3000);
  const wordCache = new Map<string, string[]>();
  const word = (language: string): string => {
    let words = wordCache.get(language);
    if (!words) {
      words = wordsOf(language);
      wordCache.set(language, words);
    }
    return random.pick(words);
  };
  const nounCache = new Map<string, string[]>();
  /** A word of the language's longer list, the rare ones too; German nouns are among them with a capital. */
  const noun = (language: string): string => {
    let nouns = nounCache.get(language);
    if (!nouns) {
      const known = homeOf(language);
      const names = new Set(
        [
          ...[...lists.locales.values()].flatMap(({ given, surnames, cities, states }) => [
            given,
            surnames,
            cities,
            states,
          ]),
          ...lists.countries.values(),
          lists.cities.map(({ name }) => name),
          placeNames,
        ].flatMap((list) => list.flatMap((name) => [name, `${name}s`])),
      );
      nouns = frequentWords(frequentWordLanguages.includes(known) ? known : "en", 40_000)
        .words.filter((word) => /^\p{L}{4,}$/u.test(word) && !names.has(capital(word)))
        .slice(300);
      nounCache.set(language, nouns);
    }
    return random.pick(nouns);
  };
  const spoken = "oh zero one two three four five six seven eight nine double".split(" ");
  const spokenDigits = (count: number) => Array.from({ length: count }, () => random.pick(spoken)).join(" ");
  const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1);
  const digits = (count: number) => Array.from({ length: count }, () => random.int(10)).join("");

  function value(name: string, language: string): readonly [string, EntityLabel?] | undefined {
    switch (name) {
      case "per":
        return [people.person(language).full, "PERSON"];
      case "first":
        return [people.first(language), "PERSON"];
      case "last":
        return [people.last(language), "PERSON"];
      case "PER":
        return [people.person(language).full.toUpperCase(), "PERSON"];
      case "lper":
        return [people.person(language).full.toLowerCase(), "PERSON"];
      case "lfirst":
        return [people.first(language).toLowerCase(), "PERSON"];
      case "llast":
        return [people.last(language).toLowerCase(), "PERSON"];
      case "title":
        return [random.pick(listOf(titles, language, "|"))];
      case "init":
        return [`${String.fromCharCode(65 + random.int(26))}.`, "PERSON"];
      case "inits":
        return [`${String.fromCharCode(65 + random.int(26))}.`, "PERSON"];
      case "city": {
        const city = addresses.city(language);
        return [random.chance(0.04) ? city.toUpperCase() : city, "LOCATION"];
      }
      case "CITY":
        return [addresses.city(language).toUpperCase(), "LOCATION"];
      case "lcity":
        return [addresses.city(language).toLowerCase(), "LOCATION"];
      case "country":
        return [random.pick(lists.countries.get(homeOf(language)) ?? lists.countries.get("en")!), "LOCATION"];
      case "lcountry":
        return [random.pick(lists.countries.get("en")!).toLowerCase(), "LOCATION"];
      case "region": {
        const locale = lists.locales.get({ en: "en", nordic: "sv", pt: "pt_BR", slavic: "pl" }[language] ?? language)!;
        return [random.pick(locale.states.length > 0 ? locale.states : lists.locales.get("en")!.states), "LOCATION"];
      }
      case "state":
        return [addresses.state(), "LOCATION"];
      case "street":
        return [addresses.street(language), "STREET_ADDRESS"];
      case "STREET":
        return [addresses.street(language).toUpperCase(), "STREET_ADDRESS"];
      case "lstreet":
        return [addresses.street(language).toLowerCase(), "STREET_ADDRESS"];
      case "streetname":
        return [addresses.streetName(language), "STREET_ADDRESS"];
      case "unit":
        return [addresses.unit(), "STREET_ADDRESS"];
      case "pobox":
        return [addresses.postBox(), "STREET_ADDRESS"];
      case "zip":
        return [addresses.zip(language)];
      case "org":
        return [organizations.organization(language), "ORGANIZATION"];
      case "num":
        return [digits(3 + random.int(6))];
      case "n":
        return [String(1 + random.int(50))];
      case "code":
        return [`${random.pick(["A", "XK", "REF-", "PN", "ORD-", "TR"])}${digits(4 + random.int(8))}`];
      case "date": {
        const chance = random.next();
        const day = 1 + random.int(28);
        const month = random.pick(listOf(months, language));
        const year = 1940 + random.int(90);
        if (chance < 0.35)
          return [`${String(day).padStart(2, "0")}.${String(1 + random.int(12)).padStart(2, "0")}.${year}`];
        if (chance < 0.5) return [`${day}/${1 + random.int(12)}/${year}`];
        if (chance < 0.6)
          return [`${year}-${String(1 + random.int(12)).padStart(2, "0")}-${String(day).padStart(2, "0")}`];
        return [
          language === "en" && chance < 0.8
            ? `${month} ${day}, ${year}`
            : language === "es" || language === "pt"
              ? `${day} de ${month} de ${year}`
              : `${day}${language === "de" ? "." : ""} ${month} ${year}`,
        ];
      }
      case "time":
        return [`${random.int(24)}:${String(random.int(60)).padStart(2, "0")}`];
      case "phone":
        return [
          random.pick([
            `+${1 + random.int(90)} ${digits(3)} ${digits(3)} ${digits(4)}`,
            `(${digits(3)}) ${digits(3)}-${digits(4)}`,
            `0${digits(3)} ${digits(6)}`,
          ]),
        ];
      case "email":
        return [
          `${
            people
              .first(language)
              .toLowerCase()
              .replace(/[^a-z]/g, "") || "info"
          }${random.int(99)}@${word("en")}.${random.pick(["com", "org", "net", "de", "io"])}`,
        ];
      case "user":
        return [
          `${
            people
              .first(language)
              .toLowerCase()
              .replace(/[^a-z]/g, "") || "user"
          }${random.chance(0.5) ? random.int(999) : ""}`,
        ];
      case "age":
        return [String(1 + random.int(95))];
      case "amount":
        return [random.pick([`$${digits(3)}`, `€${digits(2)}`, `${digits(3)} EUR`, `${1 + random.int(90)} million`])];
      case "month":
        return [random.pick(listOf(months, language))];
      case "weekday":
        return [random.pick(listOf(weekdays, language))];
      case "year":
        return [String(1850 + random.int(175))];
      case "nationality":
        return [random.pick(lists.nationalities.get(homeOf(language)) ?? lists.nationalities.get("en")!)];
      case "job":
        return [random.pick(listOf(jobs, language, "|"))];
      case "lnationality":
        return [random.pick(lists.nationalities.get(homeOf(language)) ?? lists.nationalities.get("en")!).toLowerCase()];
      // The name of a disease, a test, a ship, a work: written like a person's, but none.
      case "eponym":
        return [random.chance(0.6) ? people.last(language) : capital(word(language))];
      case "person":
        return [people.person(language).full];
      case "town":
        return [addresses.city(language)];
      case "Noun":
        return [capital(noun(language))];
      case "noun":
        return [noun(language)];
      case "letters":
        return [
          random
            .pick([people.first(language), people.last(language)])
            .normalize("NFD")
            .toLowerCase()
            .replace(/[^a-z]/g, "")
            .split("")
            .join(" "),
        ];
      case "digits":
        return [spokenDigits(4 + random.int(8))];
      case "LAST":
        return [people.last(language).toUpperCase(), "PERSON"];
      case "word":
        return [word(language)];
      case "Word":
        return [capital(word(language))];
      case "WORD":
        return [word(language).toUpperCase()];
      case "PROV":
        return [`(${String.fromCharCode(65 + random.int(26), 65 + random.int(26))})`];
      default:
        return undefined;
    }
  }

  function fill(template: string, language: string, add: (text: string, label?: EntityLabel) => void): void {
    let at = 0;
    for (const match of template.matchAll(/\{([A-Za-z]+)\}/g)) {
      const filled = value(match[1]!, language);
      if (!filled) continue;
      add(template.slice(at, match.index));
      add(filled[0], filled[1]);
      at = match.index + match[0].length;
    }
    add(template.slice(at));
  }

  return {
    addresses,
    example(language, template) {
      const builder = createExampleBuilder();
      for (const part of template.split(/(<org>.*?<\/org>)/)) {
        const organization = /^<org>(.*)<\/org>$/.exec(part)?.[1];
        if (organization === undefined) fill(part, language, (text, label) => builder.add(text, label));
        else {
          let name = "";
          fill(organization, language, (text) => {
            name += text;
          });
          builder.add(name, "ORGANIZATION");
        }
      }
      return builder.build();
    },
  };
}

export { isLatin };
