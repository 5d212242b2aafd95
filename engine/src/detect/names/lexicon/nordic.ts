import type { Lexicon } from "./word-class.ts";

/** Swedish, Danish, Norwegian and Finnish: enough to read their news and addresses. */
export const nordic: Lexicon = {
  language: "sv",
  words: {
    title:
      "herr fru fröken hr dr prof professor kung drottning prins prinsessa statsminister doktor herra rouva frøken statsråd",
    greeting: "hej hejsan kära käre bästa tack hei kjære kære moi terve kiitos",
    closing: "hälsningar hälsning mvh vänliga hilsen hilsner vennlig venlig terveisin ystävällisin",
    nameLabel:
      "namn förnamn efternamn patient kund gäst mottagare avsändare anställd sökande hyresgäst kontaktperson navn fornavn etternavn efternavn kunde pasient nimi etunimi sukunimi asiakas potilas från till fra til",
    nameVerb: "heter hette är kallad kallas hedder heter er nimeni on",
    personVerb:
      "säger sade sa berättar skriver skrev menar förklarade är var har hade bor arbetar spelar spelade dog vann vill kommer kom siger sier sagde fortæller mener sanoo kertoo",
    role: "president minister statsminister ordförande chef direktör vd borgmästare advokat domare läkare sjuksköterska lärare skådespelare sångare författare regissör tränare spelare talesman sekreterare kollega vän granne kapten utrikesminister finansminister partiledare professor statsministeren formand leder direktør forfatter træner",
    kin: "mor far mamma pappa son dotter fru man bror syster morbror faster kusin mormor farfar barn datter søn sønn kone søster",
    placePreposition: "i från till vid på nära ved fra til nær hos genom över mot",
    placeVerb: "bor bodde född flyttade bosatt resa resor flyg ligger född født flyttet asun syntynyt",
    placeLabel: "stad kommun län by land landskap huvudstad ort region ö å sjö kommune fylke hovedstad kaupunki maa",
    organization:
      "ab aktiebolag hb as a/s aps oy oyj asa universitet högskola skola sjukhus förening stiftelse departement parti fackförbund bank institut domstol tingsrätt kommun polisen riksdagen regeringen if ik fk bk ff",
    streetSuffix:
      "gatan gata vägen väg torg torget gränd stigen allén backen plan gade gaden vej vejen vei veien gata allé plads katu tie kuja",
    unit: "lgh lägenhet våning tr box postboks postbox etasje sal th tv mf",
    addressLabel: "adress postadress leveransadress bosatt bor postnummer adresse osoite",
    calendar:
      "januari februari mars april maj juni juli augusti september oktober november december måndag tisdag onsdag torsdag fredag lördag söndag idag igår imorgon januar februar marts mai maj august mandag tirsdag lørdag søndag jul påsk",
    connector: "af av von",
    article: "en ett den det de min mitt mina din ditt sin hans hennes vår våra deras et denna detta dette",
    conjunction: "och eller men og samt ja tai",
    pronoun: "jag du han hon vi ni dem mig dig oss jeg hun vem minä",
    grammar:
      "är var inte med för som att om när mycket också redan har hade kan ska skall vill blev blir bli sig så nu då där här än efter mellan utan under er ikke at av ei",
    personPreposition: "av med till för från hos mot enligt och af",
    direction: "norra södra östra västra nord syd öst väst nordlige sydlige",
  },
};
