import type { City, Lists } from "./lists.ts";
import { isLatin, type People } from "./people.ts";
import type { Random } from "./random.ts";

const words = {
  en: "Maple Oak Church High Station Park Mill Queen King Victoria Spring Cedar Elm Lake Hill Green Washington Lincoln Main North South Bridge Chestnut Walnut Willow Orchard Meadow River Sunset Highland Jackson Franklin Madison Albert George Castle York London Manor Grove West East School Forest Ridge Stone Water Front Market Union Center Pine Birch Rose Long Broad Grange Windmill Abbey Priory Fairview Locust Poplar Sycamore Clay Harbor Ocean Valley Prospect Second Third Fifth First Tenth".split(
    " ",
  ),
  suffix:
    "Street St Avenue Ave Road Rd Boulevard Blvd Lane Ln Drive Dr Court Ct Square Place Pl Terrace Way Parkway Crescent Close Circle Grove Gardens Hill Highway Trail Row Walk Mews Park View Alley Loop St. Ave. Rd. Blvd. Dr. Ln.".split(
      " ",
    ),
  de: "Haupt Bahnhof Garten Schul Dorf Berg Kirch Linden Wald Goethe Schiller Mozart Ring Mühlen Wiesen Rosen Feld Birken Eichen Kirch Burg Schloss Brunnen Markt Jahn Bismarck Friedrich Sonnen Tannen Industrie Hafen Ludwig Wilhelm Kastanien Blumen Amsel Finken Lerchen Raiffeisen Kant Beethoven".split(
    " ",
  ),
  nl: "Kerk Dorps School Molen Hoofd Julianas Wilhelmina Beatrix Eiken Linden Beuken Prins Stations Markt Haven Park Sport Nieuwe Oude Rozen Tulpen Vondel Rembrandt".split(
    " ",
  ),
  nordic:
    "Stor Kungs Drottning Skol Kyrko Björk Ek Lind Ham Berg Sjö Skog Park Ring Järnvägs Industri Strand Torg Gran Tall Kirke Skole Bak Sol Nør Øster Vester Puisto Koulu Kirkko Ranta Mäki".split(
      " ",
    ),
  romance:
    "de la République|Victor Hugo|de la Gare|des Lilas|du Moulin|de l'Église|Saint-Michel|Jean Jaurès|Pasteur|de Paris|des Écoles|du Général de Gaulle|Voltaire|de la Paix|des Fleurs".split(
      "|",
    ),
  es: "Mayor|de la Constitución|de Alcalá|Real|del Sol|de la Paz|San Juan|Santa María|de los Olivos|Gran Vía|Colón|de la Iglesia|Nueva|Cervantes|de España|Goya|de Valencia|Juárez|Hidalgo|Morelos".split(
    "|",
  ),
  it: "Roma|Garibaldi|Mazzini|Dante Alighieri|Cavour|Verdi|della Repubblica|XX Settembre|IV Novembre|San Marco|dei Mille|Vittorio Emanuele II|Gramsci|Matteotti|delle Rose|Kennedy|Leonardo da Vinci".split(
    "|",
  ),
  pt: "da Liberdade|das Flores|do Comércio|Augusta|25 de Abril|da República|São João|de Santa Catarina|do Carmo|XV de Novembro|Rio Branco|Sete de Setembro|dos Pinheiros|da Boavista|Almirante Reis".split(
    "|",
  ),
};

export interface Addresses {
  /** Street and number in the country's order. */
  street(language: string): string;
  streetName(language: string): string;
  unit(): string;
  postBox(): string;
  zip(language: string): string;
  city(language: string): string;
  state(): string;
}

const countriesOf: Readonly<Record<string, readonly string[]>> = {
  en: ["US", "US", "US", "GB", "GB", "CA", "AU", "IE", "NZ", "ZA", "IN"],
  de: ["DE", "DE", "DE", "AT", "CH"],
  fr: ["FR", "FR", "BE", "CH", "CA"],
  es: ["ES", "ES", "MX", "AR", "CO", "CL"],
  it: ["IT"],
  pt: ["PT", "BR"],
  nl: ["NL", "NL", "BE"],
  nordic: ["SE", "SE", "DK", "NO", "FI"],
  slavic: ["PL", "CZ", "SK", "HR", "SI", "HU"],
};

const wide =
  "US GB DE FR ES IT SE NO DK FI PL CZ SK HU HR SI EE LV LT NL BE AT CH PT GR CY IS AU NZ ZA BR MX AR UY CA IE IN GL TN".split(
    " ",
  );

export function createAddresses(lists: Lists, people: People, random: Random): Addresses {
  const states = (lists.locales.get("en")?.states ?? []).filter(isLatin);
  const codes =
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC NSW VIC QLD ON BC QC AB".split(
      " ",
    );
  const digits = (form: string): string =>
    form.replace(/#/g, () => String(random.int(10))).replace(/\?/g, () => String.fromCharCode(65 + random.int(26)));
  const number = (): string => {
    const chance = random.next();
    const value = chance < 0.3 ? 1 + random.int(30) : chance < 0.75 ? 1 + random.int(400) : 1 + random.int(9999);
    const letter = random.chance(0.06) ? random.pick(["a", "b", "A", "B", "c", "/2", "-3", " bis"]) : "";
    return `${value}${letter}`;
  };
  const nameLike = (language: string): string =>
    random.chance(0.5) ? people.last(language).split(" ").at(-1)! : people.first(language).split(" ")[0]!;

  const pickCity = (language: string): string => {
    const chance = random.next();
    const country = chance < 0.55 ? random.pick(countriesOf[language] ?? countriesOf.en!) : random.pick(wide);
    const list = lists.citiesByCountry.get(country)!;
    // Large places first, but any of them.
    const index = Math.floor(random.next() ** 2 * list.length);
    const city = random.chance(0.05) ? random.pick(lists.cities.slice(0, 300)) : list[index]!;
    const name = (city as City).name;
    return random.chance(0.12) ? splicePlace(name, random.pick(list).name, random) : name;
  };

  const streetName = (language: string): string => {
    const real =
      lists.locales.get({ de: "de", nordic: "da", slavic: "cs_CZ", en: "en_GB" }[language] ?? "")?.streets ?? [];
    if (real.length > 0 && random.chance(language === "en" ? 0.1 : 0.4)) return random.pick(real);
    switch (language) {
      case "de": {
        const head = random.chance(0.6) ? random.pick(words.de) : nameLike("de");
        const tail = random.pick([
          "straße",
          "strasse",
          "str.",
          "weg",
          "platz",
          "allee",
          "gasse",
          "ring",
          "ufer",
          "damm",
        ]);
        if (random.chance(0.15))
          return `${random.pick(["Am", "An der", "Im", "Auf dem", "Zum", "Unter den"])} ${random.pick(words.de)}${random.pick(["berg", "hof", "feld", "ufer", "garten"])}`;
        if (random.chance(0.12))
          return `${pickCity("de")}er ${random.pick(["Straße", "Str.", "Weg", "Platz", "Allee", "Strasse"])}`;
        return random.chance(0.2)
          ? `${nameLike("de")}-${nameLike("de")}-${random.pick(["Straße", "Platz", "Weg", "Allee"])}`
          : head + tail;
      }
      case "nl":
        return (
          (random.chance(0.55) ? random.pick(words.nl) : nameLike("nl")) +
          random.pick(["straat", "laan", "weg", "plein", "gracht", "kade", "dreef", "singel", "hof"])
        );
      case "nordic": {
        const head = random.chance(0.6) ? random.pick(words.nordic) : nameLike("nordic");
        if (random.chance(0.15))
          return `${head} ${random.pick(["väg", "gata", "vej", "gate", "plads", "torg", "allé"])}`;
        return (
          head +
          random.pick([
            "gatan",
            "vägen",
            "gränd",
            "stigen",
            "vej",
            "gade",
            "veien",
            "gata",
            "katu",
            "tie",
            "allén",
            "backen",
          ])
        );
      }
      case "fr":
        return `${random.pick(["rue", "avenue", "boulevard", "place", "chemin", "allée", "impasse", "quai", "route", "Rue", "Avenue", "Boulevard", "Place", "av.", "bd"])} ${random.chance(0.5) ? random.pick(words.romance) : random.chance(0.5) ? `${people.first("fr")} ${people.last("fr")}` : `de ${pickCity("fr")}`}`;
      case "es":
        return `${random.pick(["Calle", "calle", "C/", "Avenida", "Avda.", "Av.", "Plaza", "Paseo", "Camino", "Carretera", "Ronda", "Travesía", "Calle", "Calle"])} ${random.chance(0.5) ? random.pick(words.es) : random.chance(0.5) ? people.person("es").full : pickCity("es")}`;
      case "it":
        return `${random.pick(["Via", "via", "Viale", "Piazza", "Corso", "Vicolo", "Largo", "Strada", "Contrada", "Piazzale", "Via", "Via"])} ${random.chance(0.5) ? random.pick(words.it) : random.chance(0.5) ? people.person("it").full : pickCity("it")}`;
      case "pt":
        return `${random.pick(["Rua", "rua", "R.", "Avenida", "Av.", "Travessa", "Praça", "Largo", "Estrada", "Alameda", "Rua", "Rua"])} ${random.chance(0.5) ? random.pick(words.pt) : random.chance(0.6) ? people.person("pt").full : pickCity("pt")}`;
      case "slavic": {
        const head = random.chance(0.5) ? people.last("slavic") : people.first("slavic");
        return random.pick([
          `ul. ${head}`,
          `al. ${head}`,
          `${head} utca`,
          `${head} út`,
          `${head} ulica`,
          `${head} cesta`,
          `${head}`,
          `Ulica ${head}`,
          `náměstí ${head}`,
          `os. ${head}`,
        ]);
      }
      default: {
        const head = random.chance(0.55) ? random.pick(words.en) : random.chance(0.6) ? nameLike("en") : pickCity("en");
        const middle = random.chance(0.15) ? ` ${random.chance(0.5) ? random.pick(words.en) : nameLike("en")}` : "";
        const direction = random.chance(0.07)
          ? `${random.pick(["N", "S", "E", "W", "North", "West", "N.", "SW", "NE"])} `
          : "";
        if (random.chance(0.05))
          return `${1 + random.int(90)}${random.pick(["th", "st", "nd", "rd"])} ${random.pick(words.suffix)}`;
        return `${direction}${head}${middle} ${random.pick(words.suffix)}`;
      }
    }
  };
  const unit = (): string => {
    const n = random.chance(0.5) ? String(1 + random.int(999)) : digits(random.pick(["#?", "?", "##", "0##"]));
    return random.pick([
      `Apt ${n}`,
      `Apt. ${n}`,
      `Suite ${n}`,
      `Unit ${n}`,
      `Flat ${n}`,
      `Apartment ${n}`,
      `#${n}`,
      `Ste ${n}`,
      `Room ${n}`,
      `Floor ${1 + random.int(30)}`,
      `Building ${n}`,
      `Bldg ${n}`,
    ]);
  };
  return {
    streetName,
    unit,
    city: pickCity,
    state: () => (random.chance(0.7) ? random.pick(codes) : random.pick(states)),
    postBox: () =>
      `${random.pick(["P.O. Box", "PO Box", "P.O. box", "Post Office Box", "Box", "POB"])} ${1 + random.int(9999)}`,
    street(language) {
      const chance = random.next();
      // Any language meets addresses of other countries.
      const order =
        chance < 0.75 ? language : random.pick(["en", "de", "fr", "es", "it", "pt", "nl", "nordic", "slavic"]);
      const name = streetName(order);
      const n = number();
      switch (order) {
        case "en": {
          const base = random.chance(0.97) ? `${n} ${name}` : name;
          return random.chance(0.16) ? `${base}${random.pick([" ", ", ", ", ", "\n"])}${unit()}` : base;
        }
        case "fr":
          return random.chance(0.85) ? `${n}${random.pick([" ", ", ", " "])}${name}` : `${name} ${n}`;
        case "es":
          return `${name}${random.pick([", ", " ", " nº ", ", nº ", " n.º "])}${n}${random.chance(0.3) ? `, ${random.pick(["1º A", "3º izq", "2ºB", "bajo", "4º 2ª", "piso 3"])}` : ""}`;
        case "pt":
          return `${name}${random.pick([", ", " ", ", n.º ", ", nº "])}${n}${random.chance(0.3) ? `, ${random.pick(["2º Dto", "1º Esq.", "apto 42", "ap. 301", "3.º andar", "bloco B"])}` : ""}`;
        case "it":
          return `${name}${random.pick([", ", " ", " n. ", ", "])}${n}`;
        case "slavic":
          return `${name} ${n}${random.chance(0.2) ? `/${1 + random.int(40)}` : ""}`;
        default:
          return `${name} ${n}`;
      }
    },
    zip(language) {
      switch (random.chance(0.8) ? language : "en") {
        case "de":
          return digits(random.pick(["#####", "#####", "####"]));
        case "fr":
        case "es":
        case "it":
          return digits(random.pick(["#####", "#####", "####"]));
        case "pt":
          return digits(random.pick(["####-###", "#####-###"]));
        case "nl":
          return digits(random.pick(["#### ??", "####??", "####"]));
        case "nordic":
          return digits(random.pick(["### ##", "#####", "####"]));
        case "slavic":
          return digits(random.pick(["##-###", "### ##", "#####", "####"]));
        default:
          return digits(
            random.pick([
              "#####",
              "#####",
              "#####",
              "#####-####",
              "?? # #??".replace("?? # #??", "??# #??"),
              "??## #??",
              "?#? #?#",
              "####",
            ]),
          );
      }
    },
  };
}

function splicePlace(a: string, b: string, random: Random): string {
  if (/[ '-]/.test(a) || /[ '-]/.test(b) || a.length < 5 || b.length < 5) return a;
  return (a.slice(0, 3 + random.int(2)) + b.slice(-(3 + random.int(3)))).slice(0, 15);
}
