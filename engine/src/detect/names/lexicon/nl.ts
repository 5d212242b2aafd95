import type { Lexicon } from "./word-class.ts";

export const dutch: Lexicon = {
  language: "nl",
  words: {
    title:
      "dhr mevr mw meneer mijnheer mevrouw heer juffrouw drs dr ir mr prof professor dokter pastoor koning koningin prins prinses minister oom tante opa oma",
    greeting: "hallo beste geachte hoi dag lieve bedankt goedemorgen goedemiddag goedenavond",
    closing: "groet groeten vriendelijke hoogachtend liefs gr mvg hartelijke",
    nameLabel:
      "naam voornaam achternaam patiënt patiënte klant gast ontvanger afzender medewerker aanvrager eiser gedaagde huurder rekeninghouder contactpersoon verzekerde auteur van aan passagier getuige verdachte cliënt",
    nameVerb: "heet heette genaamd ben is noemt",
    personVerb:
      "zei zegt zegt vertelde vertelt schreef schrijft vroeg antwoordde verklaarde meldde is was heeft had woont werkt speelt speelde stierf won wil gaat kwam vindt",
    role: "president minister-president minister voorzitter directeur directrice burgemeester advocaat rechter arts verpleegkundige leraar lerares acteur actrice zanger zangeres schrijver schrijfster auteur regisseur trainer speler woordvoerder secretaris kamerlid collega vriend vriendin buurman buurvrouw kapitein baas",
    kin: "moeder vader zoon dochter vrouw man broer zus zusje oom tante neef nicht oma opa echtgenoot echtgenote kind",
    placePreposition: "in uit naar bij te van tot rond nabij",
    placeVerb: "woon woont wonen woonachtig geboren verhuisd gevestigd reis vlucht afkomstig",
    placeLabel:
      "stad dorp gemeente provincie land regio streek hoofdstad wijk woonplaats plaats geboorteplaats eiland rivier meer",
    organization:
      "bv nv b.v n.v stichting vereniging bank universiteit hogeschool school ziekenhuis kliniek ministerie partij vakbond groep instituut rechtbank gerechtshof gemeente verzekeringen bedrijf krant club fc museum politie",
    streetSuffix: "straat laan weg plein gracht kade dreef singel steeg hof plantsoen dijk pad markt",
    streetPrefix: "straat",
    unit: "postbus verdieping huis appartement bus toevoeging kamer",
    addressLabel: "adres woonadres bezorgadres factuuradres woonachtig woon woont postcode huisnummer",
    calendar:
      "januari februari maart april mei juni juli augustus september oktober november december maandag dinsdag woensdag donderdag vrijdag zaterdag zondag vandaag morgen gisteren kerst pasen",
    connector: "van der den de het ter ten te 't in",
    article: "de het een dit dat deze die mijn jouw zijn haar ons onze hun geen elke ieder",
    conjunction: "en of maar",
    pronoun: "ik jij je hij zij ze wij we jullie u mij me hem hen wie",
    grammar:
      "is zijn was waren niet met voor op ook als dat wanneer omdat nog maar al zich zo ja nee hier daar zeer meer kan kunnen heb hebben heeft wordt werd door om tegen zonder over er aan",
    personPreposition: "van met voor aan bij door tegen en volgens",
    direction: "noord zuid oost west",
  },
};
