/**
 * Words that addresses are made of, by country group. Data only: the rules in `addresses.ts` read them.
 * Sources: USPS Publication 28 (street suffixes, secondary units, military addresses), Royal Mail "Clear
 * addressing", UPU postal addressing systems by country (https://www.upu.int/en/Postal-Solutions/Programmes-Services/Addressing-Solutions).
 */

/** Ends of English street names that are hardly ever anything else, so that lower case is enough. */
export const plainStreetSuffixes: ReadonlySet<string> = new Set(
  "street st avenue ave road rd boulevard blvd lane ln drive terrace crescent parkway pkwy highway hwy".split(" "),
);

/** Ends of English street names that need a number before and capitals. */
export const streetSuffixes: ReadonlySet<string> = new Set([
  ...plainStreetSuffixes,
  ..."dr court ct square sq place pl way close circle cir trail grove gardens mews alley loop plaza turnpike tpke walk hill row path ridge view heights quay wharf park green rise bypass crossing route causeway expressway cove point run bend glen vale lodge extension ext parade esplanade promenade strand broadway".split(
    " ",
  ),
]);

/** Ends of street names that are written in one word with the name. */
export const joinedStreetSuffixes: readonly string[] =
  "straße strasse str gasse weg platz allee ring ufer damm chaussee steig straat laan gracht kade plein dreef singel steeg plantsoen gatan vägen gata gränd stigen allén backen torget vej gade stræde vænget veien vegen gaten katu tie kuja polku".split(
    " ",
  );

/** Those of them that are not the end of common words, so that lower case is enough. */
export const plainJoinedSuffixes: ReadonlySet<string> = new Set(
  "straße strasse straat gracht gatan vägen vej gade veien gaten katu laan".split(" "),
);

/** Words after the name of a street, in languages that write it so. */
export const trailingStreetWords: ReadonlySet<string> = new Set(
  "utca út útja tér tere u körút sétány rakpart rkp dűlő köz straße strasse str weg platz allee gata väg vej gade gate plads torg ulica ulice cesta trg tee puiestee tänav mnt katu tie terrasse".split(
    " ",
  ),
);

/** Words before the name of a street. The second list needs a number and a capital. */
export const plainStreetPrefixes: ReadonlySet<string> = new Set(
  "rue avenue boulevard bd impasse allée chemin quai faubourg calle avenida avda paseo travesía callejón glorieta rambla carretera carrer avinguda passeig plaça rúa viale piazza piazzale corso vicolo rua travessa praça alameda rodovia calçada praceta ulica ul".split(
    " ",
  ),
);
export const streetPrefixes: ReadonlySet<string> = new Set([
  ...plainStreetPrefixes,
  ..."av place cours passage route square sentier ruelle esplanade plaza pza camino ctra crta c ronda vía pasaje cl barrio urbanización urb polígono travesia camí rambla via largo strada contrada borgo salita r estrada beco ladeira al aleja pl plac os osiedle náměstí nám třída trg bulevar bul".split(
    " ",
  ),
]);

/** Numbers as they are said, before the name of a street. */
export const spelledNumbers: ReadonlySet<string> = new Set(
  "oh zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand twenty-one twenty-two twenty-three twenty-four twenty-five".split(
    " ",
  ),
);

/** What names a part of a building; a number or letter follows. */
export const units: ReadonlySet<string> = new Set(
  "apt apartment suite ste unit flat room rm building bldg floor fl lot space trailer dept wohnung whg appartement appt bâtiment bât étage escalier piso puerta portal escalera bloque interno int scala apto ap andar bloco lote lgh lägenhet byt".split(
    " ",
  ),
);

/** A post-office box in the languages of the locales, with its number. Sticky use. */
export const postBox =
  /(?:p\.?[ \t]?o\.?[ \t]?box|post[ \t]office[ \t]box|postbox|postboks|postfach|postbus|boîte[ \t]postale|b\.?p\.?|apartado(?:[ \t]de[ \t]correos|[ \t]postal)?|casella[ \t]postale|caixa[ \t]postal|skrytka[ \t]pocztowa|gpo[ \t]box|private[ \t]bag)[ \t]*(?:n[º°o.]?[ \t]*)?#?[0-9][0-9 ]{0,8}[0-9a-z]?(?![0-9])/iuy;

/** A United States military address: `PSC 802 Box 74`, `Unit 2050 Box 4190`, `USS Constitution`, then `APO AE 09499`. */
export const militaryLine = /(?:psc|cmr|unit)[ \t]+[0-9]{1,5},?[ \t]+box[ \t]+[0-9]{1,5}(?![0-9])/iuy;
export const militaryPost = /(?:apo|fpo|dpo),?[ \t]+(?:aa|ae|ap)[ \t]+[0-9]{5}(?:-[0-9]{4})?(?![0-9])/iuy;

/** Forms of postal codes that hardly anything else has: Britain, Canada, the Netherlands, Brazil, Portugal, Poland. */
export const distinctPostalCode =
  /^(?:[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}|[ABCEGHJ-NPRSTVXY][0-9][A-Z] ?[0-9][A-Z][0-9])$/u;

/** Any form of postal code, for a number beside a town. */
export const postalCode =
  /^(?:[0-9]{5}(?:-[0-9]{4})?|[0-9]{3,4}|[0-9]{3} [0-9]{2}|[0-9]{2}-[0-9]{3}|[0-9]{4}-[0-9]{3}|[0-9]{5}-[0-9]{3}|[1-9][0-9]{3} ?[A-Z]{2}|[A-Z]{1,2}-?[0-9]{3,6}|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|[0-9]{6})$/u;

/** Codes of the states of the United States, the provinces of Canada and the states of Australia (ISO 3166-2). */
export const stateCodes =
  "AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|PR|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|QC|SK|YT|NSW|QLD|VIC|TAS|ACT";
