import type { Lexicon } from "./word-class.ts";

/** Polish, Czech and neighbours: addresses and forms of address. */
export const slavic: Lexicon = {
  language: "pl",
  words: {
    title: "pan pani dr prof mgr inż ks pán paní slečna ing mudr judr gospodin gospa gospođa gospod",
    greeting: "cześć witam szanowny szanowna dzień dobry drogi droga ahoj dobrý den vážený vážená pozdravljeni",
    closing: "pozdrawiam pozdrowienia poważaniem pozdravem pozdravom",
    nameLabel: "imię nazwisko pacjent pacjentka klient klientka odbiorca nadawca pracownik jméno příjmení zákazník",
    nameVerb: "nazywam jmenuji jmenuje zovem",
    personVerb: "powiedział powiedziała mówi napisał jest był była řekl řekla uvedl",
    role: "prezydent premier minister dyrektor prezes lekarz nauczyciel",
    kin: "matka ojciec syn córka żona mąż brat siostra",
    placePreposition: "w we z do na ze v u iz",
    placeVerb: "mieszkam mieszka urodzony urodzona bydlím narozen",
    placeLabel: "miasto wieś województwo powiat gmina kraj město obec",
    organization: "spółka uniwersytet szkoła szpital bank fundacja stowarzyszenie sp s.r.o a.s d.o.o zoo kft",
    streetPrefix: "ul ulica al aleja aleje pl plac os osiedle ulice náměstí třída ulica trg cesta",
    streetSuffix: "utca út tér ulica cesta trg",
    unit: "m mieszkanie lok byt emelet",
    addressLabel: "adres zamieszkały zamieszkała kod pocztowy adresa bydliště",
    calendar:
      "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień poniedziałek wtorek środa czwartek piątek sobota niedziela",
    conjunction: "i oraz a lub",
    pronoun: "ja ty on ona my wy oni",
    grammar: "jest są nie się że z na do o po za od przez je jsem není že",
    personPreposition: "z od dla przez",
  },
};
