import type { Lexicon } from "./word-class.ts";

export const german: Lexicon = {
  language: "de",
  words: {
    title:
      "herr herrn frau fräulein dr prof professor professorin doktor hr fr dipl ing mag graf gräfin freiherr kanzler kanzlerin bundeskanzler bundeskanzlerin bundespräsident pfarrer kommissar hauptmann oberst onkel tante opa oma",
    greeting: "hallo liebe lieber sehr geehrte geehrter servus moin danke tag grüezi hi guten",
    closing: "grüße grüßen gruß hochachtungsvoll liebe herzliche beste mfg lg viele",
    nameLabel:
      "name vorname nachname familienname patient patientin kunde kundin gast empfänger empfängerin absender mitarbeiter mitarbeiterin antragsteller antragstellerin kläger klägerin beklagter beklagte kontoinhaber inhaber versicherter versicherte mieter ansprechpartner ansprechpartnerin fahrer kontakt von an zeuge zeugin angeklagter",
    nameVerb: "heiße heißt heiß genannt namens bin ist heisse nennt",
    personVerb:
      "sagt sagte erklärte meinte betonte schrieb schreibt fragte antwortete berichtete kündigte kritisierte forderte gewann spielte starb lebte wohnt arbeitet ist war hat hatte wird wurde kam ging will soll lobte warnte teilte zeigte",
    role: "präsident präsidentin minister ministerin chef chefin vorsitzende vorsitzender sprecher sprecherin trainer trainerin spieler spielerin autor autorin schauspieler schauspielerin regisseur regisseurin bürgermeister bürgermeisterin direktor direktorin leiter leiterin geschäftsführer geschäftsführerin anwalt anwältin richter richterin arzt ärztin lehrer lehrerin kollege kollegin freund freundin nachbar nachbarin sänger sängerin experte expertin künstler künstlerin außenminister finanzminister innenminister stürmer torwart kapitän politiker politikerin",
    kin: "mutter vater sohn tochter frau mann bruder schwester onkel tante cousin cousine neffe nichte großmutter großvater enkel enkelin ehefrau ehemann oma opa kind",
    placePreposition: "in aus nach bei von zu um nahe vor über",
    placeVerb: "wohne wohnt wohnhaft wohnen lebe lebt geboren gezogen reise reiste flug ansässig stammt",
    placeLabel:
      "stadt ort dorf gemeinde land bezirk kreis landkreis region bundesland hauptstadt wohnort geburtsort insel fluss see berg staat provinz",
    organization:
      "gmbh ag kg ohg ev e.v mbh se universität hochschule bank verein verband ministerium klinik krankenhaus schule gericht amtsgericht landgericht bundesgerichtshof partei gewerkschaft versicherung stiftung institut polizei zeitung fc sv tsv vfl gesellschaft unternehmen konzern bundestag spd cdu csu fdp",
    streetSuffix: "straße strasse str weg platz allee gasse ring ufer damm chaussee steig pfad markt hof berg",
    streetPrefix: "am an der im auf dem zum zur unter den alte neue straße",
    unit: "wohnung whg etage stock og eg haus postfach hinterhaus zimmer",
    addressLabel:
      "adresse anschrift lieferadresse rechnungsadresse wohnhaft wohne wohnt hausnummer postleitzahl plz straße",
    calendar:
      "januar februar märz april mai juni juli august september oktober november dezember montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend heute morgen gestern ostern weihnachten",
    connector: "von vom zu zur van der den de und",
    article:
      "der die das den dem des ein eine einen einem einer eines kein keine dieser diese dieses mein meine meinem meiner ihr ihre ihrem sein seine seinem unser unsere jede jeder",
    conjunction: "und oder aber sowie",
    pronoun: "ich du er sie es wir mir mich dich ihm ihn uns euch ihnen wer man",
    grammar:
      "ist sind war waren nicht mit für auf auch als wie dass daß wenn weil noch nur schon sich so bitte ja nein hier dort sehr mehr kann können habe haben wird werden wurde bis seit gegen ohne durch vom zum zur beim ins im am",
    personPreposition: "von mit für an bei durch gegen und laut",
    direction: "nord süd ost west norden süden osten westen nördlich südlich ober unter",
  },
};
