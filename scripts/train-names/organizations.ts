import type { Addresses } from "./addresses.ts";
import type { People } from "./people.ts";
import type { Random } from "./random.ts";

const coined =
  "Acme Globex Initech Umbrella Hooli Vandelay Contoso Fabrikam Northwind Zenith Apex Summit Pinnacle Orion Nova Vertex Quantum Atlas Horizon Aurora Lumina Nexus Stellar Vanguard Beacon Catalyst Evergreen Ironclad Keystone Meridian Novartek Optima Polaris Redwood Sapphire Titan Vortex Zephyr Cobalt Delta Echo Falcon Helix Indigo Kinetic".split(
    " ",
  );
const tails: Readonly<Record<string, readonly string[]>> = {
  en: [
    "Inc.",
    "Ltd",
    "LLC",
    "Corp.",
    "Corporation",
    "Group",
    "Holdings",
    "Bank",
    "Partners",
    "Associates",
    "Industries",
    "Systems",
    "Technologies",
    "Solutions",
    "Airlines",
    "Hospital",
    "University",
    "College",
    "School",
    "Foundation",
    "Clinic",
    "Insurance",
    "FC",
    "United",
    "Times",
    "Museum",
    "Hotel",
  ],
  de: ["GmbH", "AG", "KG", "SE", "e.V.", "GmbH & Co. KG", "Bank", "Versicherung", "Klinik", "Stiftung", "Verlag"],
  fr: ["SA", "SARL", "SAS", "Groupe", "Assurances"],
  es: ["S.A.", "S.L.", "CF", "Seguros", "SA"],
  it: ["S.p.A.", "S.r.l.", "SpA", "Assicurazioni"],
  pt: ["Lda", "S.A.", "Ltda", "SA", "FC"],
  nl: ["BV", "N.V.", "Groep", "Verzekeringen"],
  nordic: ["AB", "A/S", "AS", "Oy", "ASA", "IF", "FK"],
  slavic: ["s.r.o.", "Sp. z o.o.", "a.s.", "d.o.o.", "Kft."],
};
const heads: Readonly<Record<string, readonly string[]>> = {
  en: ["University of", "Bank of", "Ministry of", "Department of", "City of", "Institute of"],
  de: [
    "Universität",
    "Sparkasse",
    "Stadtwerke",
    "Landgericht",
    "Amtsgericht",
    "Klinikum",
    "FC",
    "SV",
    "VfB",
    "Volksbank",
  ],
  fr: ["Université de", "Banque de", "Hôpital de", "Mairie de", "Olympique de", "FC"],
  es: ["Universidad de", "Hospital de", "Ayuntamiento de", "Banco de", "Real", "Hospital Universitario de"],
  it: ["Università di", "Banca di", "Ospedale di", "Comune di", "AC"],
  pt: ["Universidade de", "Hospital de", "Câmara Municipal de", "Banco de", "Sporting de"],
  nl: ["Universiteit", "Gemeente", "Rechtbank", "FC", "Ziekenhuis"],
  nordic: ["Uppsala universitet", "IFK", "Region", "FC", "Polisen i"],
};
const bodies =
  "Google Microsoft Apple Amazon Facebook Twitter IBM Intel Siemens Volkswagen BMW Ericsson Volvo Nokia Petrobras Santander Telefónica Renault Airbus Nestlé UNO EU NATO BBC CNN ARD ZDF Reuters UNESCO FIFA UEFA SPD CDU CSU FDP PT PSDB PS PSD CDS BCE FMI NASA FBI CIA UN WHO IKEA Spotify Netflix Tesla Samsung Sony Toyota Uber Lufthansa KLM".split(
    " ",
  );

export interface Organizations {
  organization(language: string): string;
}

export function createOrganizations(people: People, addresses: Addresses, random: Random): Organizations {
  return {
    organization(language) {
      const chance = random.next();
      const last = () => people.last(language).split(" ").at(-1)!;
      const tail = () => random.pick(tails[language] ?? tails.en!);
      if (chance < 0.22) return random.pick(bodies);
      if (chance < 0.4) return `${random.pick(coined)} ${tail()}`;
      if (chance < 0.52) return `${last()} ${tail()}`;
      if (chance < 0.6) return `${last()} & ${last()}`;
      if (chance < 0.66) return `${last()}, ${last()} and ${last()}`;
      if (chance < 0.7) return `${last()}-${last()}`;
      if (chance < 0.78) return random.pick(coined) + random.pick(["", "soft", "tech", "ware", "corp", "media"]);
      if (chance < 0.9) return `${random.pick(heads[language] ?? heads.en!)} ${addresses.city(language)}`;
      return `${addresses.city(language)} ${tail()}`;
    },
  };
}
