/**
 * Nationalities and peoples that `i18n-nationality` lacks: Swedish and Portuguese altogether, the German nouns, and
 * peoples without a state. By language, with the endings that the language gives them. Words of general usage;
 * those of countries follow the Unicode CLDR's list of territories.
 */
const list = (words: string): string[] => words.split(" ");

/** Adjectives on -isch as they stand in `i18n-nationality`, by their nouns: `Däne`, `Norweger`. */
const germanOnE = list(
  "Däne Schwede Finne Franzose Pole Tscheche Slowake Slowene Kroate Serbe Bosnier Bulgare Rumäne Grieche Türke Russe Chinese Portugiese Brite Ire Schotte Baske Katalane Lette Este Vietnamese Senegalese Sudanese Kurde Jeside Libanese Afghane Mongole Malaie Maltese Kirgise Usbeke Roma Sinti Jude Sorbe",
);
const germanOnEr = list(
  "Norweger Schweizer Italiener Spanier Engländer Niederländer Holländer Belgier Luxemburger Österreicher Isländer Litauer Ukrainer Belarusse Ungar Albaner Mazedonier Amerikaner Kanadier Mexikaner Brasilianer Argentinier Chilene Kolumbianer Peruaner Kubaner Japaner Koreaner Inder Pakistaner Iraner Iraker Syrer Israeli Palästinenser Ägypter Marokkaner Tunesier Algerier Nigerianer Kenianer Äthiopier Eritreer Somalier Ghanaer Australier Neuseeländer Waliser Georgier Armenier Thailänder Indonesier Philippiner Südafrikaner Europäer Afrikaner",
);

/** `-ês`, `-ão`, `-ol` and the regular ones. */
const portuguese = list(
  "português brasileiro angolano moçambicano cabo-verdiano guineense são-tomense timorense espanhol francês inglês alemão italiano holandês neerlandês belga suíço austríaco polaco polonês russo ucraniano romeno búlgaro grego turco sueco norueguês dinamarquês finlandês irlandês escocês galês húngaro checo croata sérvio americano norte-americano estadunidense canadense canadiano mexicano argentino uruguaio paraguaio chileno boliviano peruano colombiano venezuelano equatoriano cubano haitiano chinês japonês coreano sul-coreano norte-coreano indiano paquistanês afegão iraniano iraquiano sírio libanês israelita israelense palestiniano palestino egípcio marroquino argelino tunisino tunisiano líbio nigeriano queniano sul-africano senegalês ganês congolês australiano neozelandês europeu africano asiático judeu muçulmano cigano guarani ianomâmi catalão basco galego",
);

const swedishAdjectives = list(
  "svensk dansk norsk finsk finländsk isländsk tysk fransk spansk italiensk portugisisk engelsk brittisk skotsk irländsk nederländsk holländsk belgisk schweizisk österrikisk polsk tjeckisk slovakisk ungersk rumänsk bulgarisk grekisk turkisk rysk ukrainsk estnisk lettisk litauisk kroatisk serbisk bosnisk albansk amerikansk kanadensisk mexikansk brasiliansk argentinsk chilensk colombiansk kubansk kinesisk japansk koreansk sydkoreansk nordkoreansk indisk pakistansk afghansk iransk irakisk syrisk libanesisk israelisk palestinsk egyptisk marockansk tunisisk algerisk nigeriansk kenyansk etiopisk eritreansk somalisk sydafrikansk australisk samisk romsk judisk kurdisk europeisk afrikansk asiatisk nordisk",
);
const swedishOnAre = list(
  "finländare islänning holländare nederländare schweizare österrikare belgare ukrainare ryssländare irländare skottländare engelsmän nyzeeländare thailändare",
);
const swedishNouns = list(
  "svensk dansk norrman finne islänning tysk spanjor italienare portugis britt polack tjeck ungrare rumän bulgar grek turk ryss litauer kroat serb bosnier alban amerikan kanadensare mexikan brasilianare argentinare chilenare kubanska kines japan korean indier pakistanier afghan iranier irakier syrier libanes israel palestinier egyptier marockan tunisier algerier nigerian kenyan etiopier eritrean somalier australier jude kurd europé afrikan asiat skåning smålänning norrlänning gotlänning stockholmare göteborgare",
);

/** Peoples and older states, as English texts have them. */
const english = list(
  "Filipino Filipina Filipinos Ossetian Hazara Pashtun Tajik Uzbek Uyghur Uighur Tatar Chechen Ingush Circassian Abkhaz Kurd Kurdish Yazidi Roma Romani Sinti Sami Basque Catalan Galician Breton Corsican Sardinian Welsh Cornish Scots Scottish Manx Frisian Sorbian Rhodesian Yugoslav Soviet Czechoslovak Prussian Ottoman Tamil Sinhalese Bengali Punjabi Sikh Gujarati Marathi Telugu Rohingya Karen Hmong Tibetan Maori Māori Aboriginal Inuit Cree Navajo Cherokee Apache Lakota Mohawk Yoruba Igbo Hausa Fulani Zulu Xhosa Tutsi Hutu Oromo Tigrayan Amhara Berber Amazigh Bedouin Palestinian Jewish Jew Muslim Hindu Buddhist Catholic Protestant Latino Latina Latinx Hispanic African-American Afro-Caribbean Caribbean Scandinavian Balkan Romany Traveller Dalit Han Ainu Druze Copt Maronite Alawite Sunni Shia",
);

function germanForms(): string[] {
  return [
    ...germanOnE.flatMap((noun) => [noun, `${noun}n`, `${noun.slice(0, -1)}in`, `${noun.slice(0, -1)}innen`]),
    ...germanOnEr.flatMap((noun) => [noun, `${noun}s`, `${noun}n`, `${noun}in`, `${noun}innen`]),
    ...list(
      "Französin Französinnen Deutsche Deutscher Deutschen Deutschem deutsche deutscher deutschen deutsches deutschem Jüdin Türkin Kurdin",
    ),
  ];
}

function portugueseForms(): string[] {
  return portuguese.flatMap((word) => {
    if (word.endsWith("ês")) return [word, ...["esa", "eses", "esas"].map((end) => word.slice(0, -2) + end)];
    if (word.endsWith("ão"))
      return [word, `${word.slice(0, -2)}ã`, `${word.slice(0, -2)}ães`, `${word.slice(0, -2)}ãs`];
    if (word.endsWith("ol")) return [word, `${word}a`, `${word.slice(0, -2)}óis`, `${word}as`];
    if (word.endsWith("eu")) return [word, `${word.slice(0, -2)}eia`, `${word}s`, `${word.slice(0, -2)}eias`];
    if (word.endsWith("o")) return [word, `${word.slice(0, -1)}a`, `${word}s`, `${word.slice(0, -1)}as`];
    return [word, `${word}s`];
  });
}

function swedishForms(): string[] {
  return [
    ...swedishAdjectives.flatMap((word) => [word, `${word}t`, `${word}a`, `${word}e`, `${word}an`, `${word}orna`]),
    ...[...swedishOnAre, ...swedishNouns].flatMap((word) => {
      if (word.endsWith("are")) return [word, `${word}n`, `${word}ns`, `${word.slice(0, -1)}na`];
      if (word.endsWith("ier")) return [word, `${word}n`, `${word}na`, `${word}s`];
      return [word, `${word}en`, `${word}ens`, `${word}ar`, `${word}arna`, `${word}er`, `${word}erna`];
    }),
    ...list(
      "esten esterna letten letterna samen samerna romen romerna norrmannen norrmän norrmännen fransman fransmannen fransmän fransmännen fransyska fransyskan engelsman engelsmannen engelsmännen",
    ),
  ];
}

/** Further words of nationality by language, in every form. */
export const furtherNationalities: ReadonlyMap<string, readonly string[]> = new Map([
  ["de", germanForms()],
  ["pt", portugueseForms()],
  ["sv", swedishForms()],
  ["en", english.flatMap((word) => (/[aeiouhs]$/.test(word) ? [word] : [word, `${word}s`]))],
]);
