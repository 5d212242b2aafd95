import type { Lexicon } from "./word-class.ts";

export const italian: Lexicon = {
  language: "it",
  words: {
    title:
      "sig sigra sig.ra signor signora signorina signori dott dottor dottore dottoressa dottssa prof professor professore professoressa avv avvocato ing geom rag don suor padre san santa santo presidente capitano generale colonnello zio zia onorevole on giudice",
    greeting: "ciao caro cara gentile egregio gentilissimo gentilissima buongiorno buonasera salve grazie spettabile",
    closing: "saluti cordialmente distinti cordiali abbracci baci sinceramente firmato",
    nameLabel:
      "nome cognome paziente cliente passeggero destinatario mittente titolare intestatario beneficiario assicurato dipendente richiedente inquilino contatto autore ospite ricorrente imputato testimone nominativo da a per",
    nameVerb: "chiamo chiama chiamato chiamata sono è detto",
    personVerb:
      "ha detto dice dichiarato spiegato scritto aggiunto risposto annunciato afferma sostiene è era sarà vive lavora gioca giocato nato nata morto sposato vinto sottolinea",
    role: "presidente ministro ministra direttore direttrice capo sindaco sindaca avvocato giudice medico infermiera infermiere professore professoressa attore attrice cantante scrittore scrittrice autore regista allenatore giocatore portavoce segretario deputato collega amico amica vicino capitano responsabile",
    kin: "madre padre figlio figlia fratello sorella zio zia cugino cugina nipote nonna nonno moglie marito mamma papà",
    placePreposition: "in a da di nel nella presso verso fino",
    placeVerb:
      "abito abita vivo vive nato nata residente risiede risiedo domiciliato domiciliata volo viaggio viaggiare trasferito situato",
    placeLabel:
      "città comune paese provincia regione stato capitale quartiere località luogo isola fiume lago frazione",
    organization:
      "spa srl s.p.a s.r.l snc sas società banca università scuola liceo istituto ospedale clinica associazione fondazione ministero partito sindacato gruppo tribunale comune assicurazioni azienda giornale club museo",
    streetPrefix:
      "via viale piazza piazzale corso vicolo largo strada contrada borgo lungomare traversa salita galleria vico rotonda località loc",
    unit: "interno int scala piano palazzina appartamento casella edificio civico",
    addressLabel: "indirizzo domicilio residenza residente abito abita spedizione consegna fatturazione cap",
    calendar:
      "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre lunedì martedì mercoledì giovedì venerdì sabato domenica oggi domani ieri natale pasqua",
    connector: "di de del della dei degli da dal la lo d e",
    article:
      "il lo la i gli le un uno una l del dello della dei degli delle al allo alla questo questa mio mia suo sua nostro vostro loro tuo tua",
    conjunction: "e ed o oppure ma",
    pronoun: "io tu lui lei noi voi loro mi ti si ci vi chi",
    grammar:
      "è sono era non che con per su tra fra come se quando più molto anche già essere avere stato ho hai hanno dove perché sì no dal dalla nel nella sul sulla",
    personPreposition: "da con a di per secondo contro e",
    direction: "nord sud est ovest",
  },
};
