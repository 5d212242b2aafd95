/*
 * Replaces personal data by placeholders such as <EMAIL_ADDRESS>.
 *
 *   redact("Write to jane@example.com")       "Write to <EMAIL_ADDRESS>"
 *   redact(customer.name, "PERSON")           "<PERSON>": the whole value
 *   redact({ email: "jane@example.com" })     { email: "<EMAIL_ADDRESS>" }
 *
 * Written by PromptVeil, yours to change. No dependencies. Free text is searched for the forms listed below; names in free text are not found.
 */


/** Names of fields that hold one piece of personal data, without case and separators. */
const fields: Record<string, string> = {
  EMAIL_ADDRESS: "email emailaddress mail useremail customeremail contactemail workemail",
  PHONE_NUMBER: "phone phonenumber mobile mobilenumber mobilephone telephone cellphone fax",
  PERSON: "fullname firstname lastname middlename surname givenname familyname maidenname customername patientname displayname realname nickname employeename cardholder cardholdername",
  DATE_OF_BIRTH: "dob dateofbirth birthdate birthday birthdt",
  US_SSN: "ssn socialsecurity socialsecuritynumber",
  PASSPORT: "passport passportnumber passportno",
  DRIVER_LICENSE: "driverslicense driverlicense driverslicensenumber licensenumber",
  NATIONAL_ID: "nationalid nationalidnumber nin personnummer bsn curp aadhaar pesel",
  TAX_ID: "taxid taxnumber vatnumber itin",
  CREDIT_CARD: "creditcard creditcardnumber cardnumber ccnumber pan",
  IBAN_CODE: "iban",
  BANK_ACCOUNT: "bankaccount bankaccountnumber routingnumber",
  ADDRESS: "streetaddress homeaddress postaladdress mailingaddress billingaddress shippingaddress addressline1 addressline2 street postcode postalcode zipcode",
  IP_ADDRESS: "ipaddress clientip remoteip ipaddr",
  PASSWORD: "password passwd passphrase",
  CREDENTIAL: "apikey accesstoken refreshtoken secretkey clientsecret authtoken",
  HEALTH_DATA: "diagnosis diagnoses medication medications medicalhistory allergies bloodtype",
  GENDER: "gender",
  RELIGION: "religion",
  ETHNICITY: "ethnicity race",
  SEXUAL_ORIENTATION: "sexualorientation",
  USERNAME: "username",
};
const typeByField = new Map<string, string>();
for (const type of Object.keys(fields)) {
  for (const name of String(fields[type]).split(" ")) typeByField.set(name, type);
}
/** Names that are personal only beside one of those above. */
const typeInRecord = new Map([
  ["name", "PERSON"],
  ["first", "PERSON"],
  ["last", "PERSON"],
  ["address", "ADDRESS"],
  ["city", "LOCATION"],
]);

function isPaymentCard(text: string): boolean {
  const digits = [...text.replace(/[^0-9]/g, "")].map(Number).reverse();
  if (digits.length < 12 || digits.length > 19 || new Set(digits).size === 1) return false;
  const weighted = digits.map((digit, index) => (index % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)));
  return weighted.reduce((sum, digit) => sum + digit, 0) % 10 === 0;
}

function isIban(text: string): boolean {
  const compact = text.replace(/[ -]/g, "").toUpperCase();
  if (compact.length < 15 || compact.length > 34) return false;
  let rest = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    for (const digit of String(Number.parseInt(character, 36))) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}

function isUsSsn(text: string): boolean {
  const digits = text.replace(/[^0-9]/g, "");
  return !/^(000|666|9)/.test(digits) && digits.slice(3, 5) !== "00" && digits.slice(5) !== "0000";
}

function isIp(text: string): boolean {
  if (text.includes(":")) return text.includes("::") || text.split(":").length === 8;
  return text.split(".").every((part) => Number(part) < 256);
}

function isPhone(text: string): boolean {
  const digits = text.replace(/[^0-9]/g, "");
  if (text.startsWith("+") || text.startsWith("00")) return digits.length >= 8 && digits.length <= 15;
  if (/^((19|20)[0-9]{2}[-/.][01]?[0-9][-/.][0-3]?[0-9]|[0-9]{3}-[0-9]{2}-[0-9]{4})$/.test(text) || text.includes("/")) return false;
  return digits.length >= 9 && digits.length <= 13 && (/[ .()-]/.test(text) || text.startsWith("0"));
}

/** Where "part" is set, the first group is what is replaced. */
const forms: { type: string; pattern: RegExp; part?: boolean; check?: (text: string) => boolean }[] = [
  { type: "CREDENTIAL", pattern: new RegExp("(?<![0-9A-Za-z_:])(?:https?|ftps?|sftp|ssh|wss?|postgres(?:ql)?|mysql|mariadb|mongodb(?:\\+srv)?|rediss?|amqps?|mssql|jdbc|smtps?|imaps?|ldaps?|git|s3)://([^\\s:/?#@\"'<>`{}$]{0,64}:[^\\s/?#@\"'<>`{}$]{1,128})@[A-Za-z0-9.[-]", "g"), part: true },
  { type: "API_KEY", pattern: new RegExp("(?<![0-9A-Za-z_])(?:sk-(?:proj-|svcacct-|admin-|None-)?[A-Za-z0-9_-]{20,200})(?![A-Za-z0-9_]|-[A-Za-z0-9])", "g") },
  { type: "API_KEY", pattern: new RegExp("(?<![0-9A-Za-z_])(?:sk-ant-(?:api|admin|sid|oat)[0-9]{2}-[A-Za-z0-9_-]{24,120})(?![A-Za-z0-9_]|-[A-Za-z0-9])", "g") },
  { type: "API_KEY", pattern: new RegExp("(?<![0-9A-Za-z_])(?:AIza[A-Za-z0-9_-]{35})(?![A-Za-z0-9_]|-[A-Za-z0-9])", "g") },
  { type: "API_KEY", pattern: new RegExp("(?<![0-9A-Za-z_])(?:(?:hf|api_org)_[A-Za-z0-9]{34,40})(?![A-Za-z0-9_]|-[A-Za-z0-9])", "g") },
  { type: "API_KEY", pattern: new RegExp("(?<![0-9A-Za-z_])(?:(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16})(?![A-Za-z0-9_]|-[A-Za-z0-9])", "g") },
  { type: "API_KEY", pattern: new RegExp("(?<![0-9A-Za-z_])(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})(?![A-Za-z0-9_]|-[A-Za-z0-9])", "g") },
  { type: "API_KEY", pattern: new RegExp("(?<![0-9A-Za-z_])(?:gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent)-(?:[0-9a-f]{2}_)?[A-Za-z0-9_-]{20,64})(?![A-Za-z0-9_]|-[A-Za-z0-9])", "g") },
  { type: "API_KEY", pattern: new RegExp("(?<![0-9A-Za-z_])(?:npm_[A-Za-z0-9]{36})(?![A-Za-z0-9_]|-[A-Za-z0-9])", "g") },
  { type: "API_KEY", pattern: new RegExp("(?<![0-9A-Za-z_])(?:(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{20,120}|whsec_[A-Za-z0-9+/]{32,60}={0,2})(?![A-Za-z0-9_]|-[A-Za-z0-9])", "g") },
  { type: "API_KEY", pattern: new RegExp("(?<![0-9A-Za-z_])(?:xox[abeprs](?:\\.xox[bp])?-[0-9A-Za-z]{1,14}(?:-[0-9A-Za-z]{8,80}){1,4}|xapp-[0-9]-[A-Z0-9]{9,13}-[0-9]{10,14}-[0-9a-f]{64})(?![A-Za-z0-9_]|-[A-Za-z0-9])", "g") },
  { type: "EMAIL_ADDRESS", pattern: new RegExp("['~.%+-]{0,8}([A-Za-z0-9_\\u00C0-\\uD7FF][A-Za-z0-9._%+'&~\\u00C0-\\uD7FF-]{0,63}@(?:[A-Za-z0-9\\u00C0-\\uD7FF](?:[A-Za-z0-9\\u00C0-\\uD7FF-]{0,62})\\.){1,8}(?:xn--[A-Za-z0-9-]{2,59}|[A-Za-z\\u00C0-\\uD7FF]{2,24}))(?![A-Za-z0-9@])", "g"), part: true },
  { type: "IBAN_CODE", pattern: new RegExp("(?<![0-9A-Za-z_])[A-Za-z]{2}[0-9]{2}[A-Za-z0-9]{11,30}(?![A-Za-z0-9_])", "g"), check: isIban },
  { type: "IBAN_CODE", pattern: new RegExp("(?<![0-9A-Za-z_])[A-Za-z]{2}[0-9]{2}(?:[ -][A-Za-z0-9]{4}){2,7}(?:[ -][A-Za-z0-9]{1,3})?(?![A-Za-z0-9_])", "g"), check: isIban },
  { type: "IBAN_CODE", pattern: new RegExp("(?<![0-9A-Za-z_])[A-Za-z]{2}[0-9]{2}(?:[ -][A-Za-z0-9]{4}){2,7}(?![A-Za-z0-9_])", "g"), check: isIban },
  { type: "CREDIT_CARD", pattern: new RegExp("(?<![0-9A-Za-z_])(?<![0-9][.,])[0-9]{14,19}(?![0-9A-Za-z_]|[.,-][0-9])", "g"), check: isPaymentCard },
  { type: "CREDIT_CARD", pattern: new RegExp("(?<![0-9A-Za-z_])(?<![0-9][.,])(?:[0-9]{4}([ .\\u00A0-])[0-9]{4}\\1[0-9]{4}\\1[0-9]{4}(?:\\1[0-9]{3})?|[0-9]{4}([ .\\u00A0-])[0-9]{6}\\2[0-9]{4,5})(?![0-9A-Za-z_]|[.,-][0-9])", "g"), check: isPaymentCard },
  { type: "US_SSN", pattern: new RegExp("(?<![0-9A-Za-z_])(?<![0-9][.,])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![0-9A-Za-z_]|-[0-9])", "g"), check: isUsSsn },
  { type: "US_SSN", pattern: new RegExp("(?<![0-9A-Za-z_])(?<![0-9][.,])[0-9]{3}([ .])[0-9]{2}\\1[0-9]{4}(?![0-9A-Za-z_]|[.-][0-9])", "g"), check: isUsSsn },
  { type: "IP_ADDRESS", pattern: new RegExp("(?<![0-9A-Za-z_])(?<![0-9][.,])(?=[0-9.]{0,12}[0-9]{3})[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}(?![0-9A-Za-z_]|\\.[0-9]|-[0-9A-Za-z])", "g"), check: isIp },
  { type: "IP_ADDRESS", pattern: new RegExp("(?<![0-9A-Za-z_])(?<![0-9][.,])[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}(?![0-9A-Za-z_]|\\.[0-9]|-[0-9A-Za-z])", "g"), check: isIp },
  { type: "IP_ADDRESS", pattern: new RegExp("(?<![0-9A-Za-z_:])(?<![0-9A-Fa-f]:)(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}(?![0-9A-Za-z_]|:[0-9A-Za-z]|\\.[0-9])", "g"), check: isIp },
  { type: "IP_ADDRESS", pattern: new RegExp("(?<![0-9A-Za-z_:])(?<![0-9A-Fa-f]:)(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,6})?::(?:[0-9A-Fa-f]{1,4}:){0,6}(?:[0-9A-Fa-f]{1,4}(?:\\.[0-9]{1,3}){0,3})?(?![0-9A-Za-z_]|:|\\.[0-9])", "g"), check: isIp },
  { type: "DATE_OF_BIRTH", pattern: new RegExp("(?<![0-9A-Za-z_])(?:fecha[ _-]?de[ _-]?nacimiento|data[ _-]?de[ _-]?nascimento|date[ _-]?de[ _-]?naissance|data[ _-]?di[ _-]?nascita|data[ _-]?urodzenia|date[ _-]?of[ _-]?birth|geboortedatum|geburtsdatum|födelsedatum|birthday[ _-]?is|birth[ _-]?date|geboren[ _-]?am|geburtstag|nacimiento|nascido[ _-]?em|nascida[ _-]?em|nascimento|geboren[ _-]?op|birthdate|naissance|nacido[ _-]?el|nacida[ _-]?el|birthday|nació[ _-]?el|urodzony|urodzona|born[ _-]?on|geboren|nato[ _-]?il|nata[ _-]?il|nascita|d\\.o\\.b\\.|née[ _-]?le|birth|né[ _-]?le|born|geb\\.|född|dob|ddn)(?: (?:is|was|on|am|le|el|il))?[\"']?[ ]{0,2}[:=]?[ ]{0,2}[\"']?((?:19|20)[0-9]{2}([-/.])(?:0?[1-9]|1[0-2])\\2(?:0?[1-9]|[12][0-9]|3[01])(?![0-9A-Za-z_]))", "gi"), part: true },
  { type: "DATE_OF_BIRTH", pattern: new RegExp("(?<![0-9A-Za-z_])(?:fecha[ _-]?de[ _-]?nacimiento|data[ _-]?de[ _-]?nascimento|date[ _-]?de[ _-]?naissance|data[ _-]?di[ _-]?nascita|data[ _-]?urodzenia|date[ _-]?of[ _-]?birth|geboortedatum|geburtsdatum|födelsedatum|birthday[ _-]?is|birth[ _-]?date|geboren[ _-]?am|geburtstag|nacimiento|nascido[ _-]?em|nascida[ _-]?em|nascimento|geboren[ _-]?op|birthdate|naissance|nacido[ _-]?el|nacida[ _-]?el|birthday|nació[ _-]?el|urodzony|urodzona|born[ _-]?on|geboren|nato[ _-]?il|nata[ _-]?il|nascita|d\\.o\\.b\\.|née[ _-]?le|birth|né[ _-]?le|born|geb\\.|född|dob|ddn)(?: (?:is|was|on|am|le|el|il))?[\"']?[ ]{0,2}[:=]?[ ]{0,2}[\"']?((?:0?[1-9]|[12][0-9]|3[01])([-/. ])(?:0?[1-9]|[12][0-9]|3[01])\\2(?:(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9A-Za-z_]|[-/.][0-9]))", "gi"), part: true },
  { type: "DATE_OF_BIRTH", pattern: new RegExp("(?<![0-9A-Za-z_])(?:fecha[ _-]?de[ _-]?nacimiento|data[ _-]?de[ _-]?nascimento|date[ _-]?de[ _-]?naissance|data[ _-]?di[ _-]?nascita|data[ _-]?urodzenia|date[ _-]?of[ _-]?birth|geboortedatum|geburtsdatum|födelsedatum|birthday[ _-]?is|birth[ _-]?date|geboren[ _-]?am|geburtstag|nacimiento|nascido[ _-]?em|nascida[ _-]?em|nascimento|geboren[ _-]?op|birthdate|naissance|nacido[ _-]?el|nacida[ _-]?el|birthday|nació[ _-]?el|urodzony|urodzona|born[ _-]?on|geboren|nato[ _-]?il|nata[ _-]?il|nascita|d\\.o\\.b\\.|née[ _-]?le|birth|né[ _-]?le|born|geb\\.|född|dob|ddn)(?: (?:is|was|on|am|le|el|il))?[\"']?[ ]{0,2}[:=]?[ ]{0,2}[\"']?((?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th|er|º|\\.)?(?:[ -]|\\. ?)(?:(?:of|de|di) )?(?:jan(?:uar[yio]?|v(?:ier|\\.)?|eiro)?|jänner|ene(?:ro)?|gen(?:naio)?|feb(?:ruar[yi]?|rero|braio)?|f[ée]vr?(?:ier|ereiro)?|mar(?:ch|zo|[cç]o|s|t)?|m(?:ä|ae)rz|maart|apr(?:il|ile)?|abr(?:il)?|avr(?:il)?|ma[yijg](?:o|gio|i)?|mei|jun(?:e|io?|ho)?|juin|giu(?:gno)?|jul(?:y|io?|ho)?|juil(?:let)?|lug(?:lio)?|aug(?:ust(?:us|i)?)?|ago(?:sto)?|ao[uû]t|set(?:embro|tembre)?|sept?(?:ember|tembre|tiembre|embre)?|o[ck]t(?:ober|obre|ubre)?|ott(?:obre)?|out(?:ubro)?|nov(?:ember|embre|embro|iembre)?|de[cz](?:ember|embro)?|desember|d[ée]c(?:embre)?|dic(?:embre|iembre)?)\\.?(?:,? (?:de |del |di )?|-)(?:(?:19|20)[0-9]{2}|'?[0-9]{2})(?![0-9A-Za-z_]))", "gi"), part: true },
  { type: "DATE_OF_BIRTH", pattern: new RegExp("(?<![0-9A-Za-z_])(?:fecha[ _-]?de[ _-]?nacimiento|data[ _-]?de[ _-]?nascimento|date[ _-]?de[ _-]?naissance|data[ _-]?di[ _-]?nascita|data[ _-]?urodzenia|date[ _-]?of[ _-]?birth|geboortedatum|geburtsdatum|födelsedatum|birthday[ _-]?is|birth[ _-]?date|geboren[ _-]?am|geburtstag|nacimiento|nascido[ _-]?em|nascida[ _-]?em|nascimento|geboren[ _-]?op|birthdate|naissance|nacido[ _-]?el|nacida[ _-]?el|birthday|nació[ _-]?el|urodzony|urodzona|born[ _-]?on|geboren|nato[ _-]?il|nata[ _-]?il|nascita|d\\.o\\.b\\.|née[ _-]?le|birth|né[ _-]?le|born|geb\\.|född|dob|ddn)(?: (?:is|was|on|am|le|el|il))?[\"']?[ ]{0,2}[:=]?[ ]{0,2}[\"']?((?:jan(?:uar[yio]?|v(?:ier|\\.)?|eiro)?|jänner|ene(?:ro)?|gen(?:naio)?|feb(?:ruar[yi]?|rero|braio)?|f[ée]vr?(?:ier|ereiro)?|mar(?:ch|zo|[cç]o|s|t)?|m(?:ä|ae)rz|maart|apr(?:il|ile)?|abr(?:il)?|avr(?:il)?|ma[yijg](?:o|gio|i)?|mei|jun(?:e|io?|ho)?|juin|giu(?:gno)?|jul(?:y|io?|ho)?|juil(?:let)?|lug(?:lio)?|aug(?:ust(?:us|i)?)?|ago(?:sto)?|ao[uû]t|set(?:embro|tembre)?|sept?(?:ember|tembre|tiembre|embre)?|o[ck]t(?:ober|obre|ubre)?|ott(?:obre)?|out(?:ubro)?|nov(?:ember|embre|embro|iembre)?|de[cz](?:ember|embro)?|desember|d[ée]c(?:embre)?|dic(?:embre|iembre)?)\\.? (?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?,? (?:(?:19|20)[0-9]{2}|'[0-9]{2})(?![0-9A-Za-z_]))", "gi"), part: true },
  { type: "DATE_OF_BIRTH", pattern: new RegExp("(?<![0-9A-Za-z_])(?:fecha[ _-]?de[ _-]?nacimiento|data[ _-]?de[ _-]?nascimento|date[ _-]?de[ _-]?naissance|data[ _-]?di[ _-]?nascita|data[ _-]?urodzenia|date[ _-]?of[ _-]?birth|geboortedatum|geburtsdatum|födelsedatum|birthday[ _-]?is|birth[ _-]?date|geboren[ _-]?am|geburtstag|nacimiento|nascido[ _-]?em|nascida[ _-]?em|nascimento|geboren[ _-]?op|birthdate|naissance|nacido[ _-]?el|nacida[ _-]?el|birthday|nació[ _-]?el|urodzony|urodzona|born[ _-]?on|geboren|nato[ _-]?il|nata[ _-]?il|nascita|d\\.o\\.b\\.|née[ _-]?le|birth|né[ _-]?le|born|geb\\.|född|dob|ddn)(?: (?:is|was|on|am|le|el|il))?[\"']?[ ]{0,2}[:=]?[ ]{0,2}[\"']?((?:january|february|march|april|may|june|july|august|september|october|november|december) (?:the )?(?:(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|[0-9]{1,2}(?:st|nd|rd|th))(?:,? (?:of )?(?:(?:(?:eighteen|nineteen|twenty)[ -])?(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)|(?:oh|o)[ -](?:one|two|three|four|five|six|seven|eight|nine))|two thousand(?: and)?(?: (?:(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)|(?:one|two|three|four|five|six|seven|eight|nine)|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?))?|(?:19|20)[0-9]{2}))?(?![0-9A-Za-z_']))", "gi"), part: true },
  { type: "DATE_OF_BIRTH", pattern: new RegExp("(?<![0-9A-Za-z_])(?:fecha[ _-]?de[ _-]?nacimiento|data[ _-]?de[ _-]?nascimento|date[ _-]?de[ _-]?naissance|data[ _-]?di[ _-]?nascita|data[ _-]?urodzenia|date[ _-]?of[ _-]?birth|geboortedatum|geburtsdatum|födelsedatum|birthday[ _-]?is|birth[ _-]?date|geboren[ _-]?am|geburtstag|nacimiento|nascido[ _-]?em|nascida[ _-]?em|nascimento|geboren[ _-]?op|birthdate|naissance|nacido[ _-]?el|nacida[ _-]?el|birthday|nació[ _-]?el|urodzony|urodzona|born[ _-]?on|geboren|nato[ _-]?il|nata[ _-]?il|nascita|d\\.o\\.b\\.|née[ _-]?le|birth|né[ _-]?le|born|geb\\.|född|dob|ddn)(?: (?:is|was|on|am|le|el|il))?[\"']?[ ]{0,2}[:=]?[ ]{0,2}[\"']?((?:the )?(?:(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|[0-9]{1,2}(?:st|nd|rd|th)) (?:day )?(?:of )?(?:january|february|march|april|may|june|july|august|september|october|november|december)(?:,? (?:(?:(?:eighteen|nineteen|twenty)[ -])?(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)|(?:oh|o)[ -](?:one|two|three|four|five|six|seven|eight|nine))|two thousand(?: and)?(?: (?:(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)|(?:one|two|three|four|five|six|seven|eight|nine)|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?))?|(?:19|20)[0-9]{2}))?(?![0-9A-Za-z_']))", "gi"), part: true },
  { type: "DATE_OF_BIRTH", pattern: new RegExp("(?<![0-9A-Za-z_])(?:fecha[ _-]?de[ _-]?nacimiento|data[ _-]?de[ _-]?nascimento|date[ _-]?de[ _-]?naissance|data[ _-]?di[ _-]?nascita|data[ _-]?urodzenia|date[ _-]?of[ _-]?birth|geboortedatum|geburtsdatum|födelsedatum|birthday[ _-]?is|birth[ _-]?date|geboren[ _-]?am|geburtstag|nacimiento|nascido[ _-]?em|nascida[ _-]?em|nascimento|geboren[ _-]?op|birthdate|naissance|nacido[ _-]?el|nacida[ _-]?el|birthday|nació[ _-]?el|urodzony|urodzona|born[ _-]?on|geboren|nato[ _-]?il|nata[ _-]?il|nascita|d\\.o\\.b\\.|née[ _-]?le|birth|né[ _-]?le|born|geb\\.|född|dob|ddn)(?: (?:is|was|on|am|le|el|il))?[\"']?[ ]{0,2}[:=]?[ ]{0,2}[\"']?((?:january|february|march|april|may|june|july|august|september|october|november|december) (?:of )?(?:(?:nineteen|twenty)[ -](?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen))|two thousand(?: and)?(?: (?:(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)|(?:one|two|three|four|five|six|seven|eight|nine)))?)(?![0-9A-Za-z_']))", "gi"), part: true },
  { type: "PHONE_NUMBER", pattern: new RegExp("(?<![0-9A-Za-z_.+/-])(?:\\+[0-9]{1,15}|\\([0-9]{1,5}\\)|[0-9]{2,14})(?:(?:[ ./-]{1,2}|(?=\\()|(?<=\\)))(?:\\([0-9]{1,5}\\)|[0-9]{1,12})){0,7}(?![0-9A-Za-z_]|[.,:][0-9])", "g"), check: isPhone },
];

function search(text: string): string {
  return forms.reduce((result, { type, pattern, part, check }) => {
    return result.replace(pattern, (whole: string, group: unknown) => {
      if (check && !check(whole)) return whole;
      if (!part || typeof group !== "string") return `<${type}>`;
      const at = whole.lastIndexOf(group);
      return `${whole.slice(0, at)}<${type}>${whole.slice(at + group.length)}`;
    });
  }, text);
}

const keyed =
  /((["'])([A-Za-z_][\w -]{1,40})\2\s*:\s*|\b([A-Za-z_]\w{1,40})=)("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|-?[0-9][0-9.]*)/g;
const notInNames = new RegExp("[^\\p{L}\\p{N}]", "gu");

function plain(name: string): string {
  return name.replace(notInNames, "").toLowerCase();
}

/** The text with the personal data in it replaced, also under keys in the text of a record. */
export function redactText(text: string): string {
  let inRecord = false;
  const eachField = (work: (field: string, whole: string, head: string, value: string) => string) =>
    text.replace(keyed, (whole, head, _quote, key, name, value) => work(plain(key || name), whole, head, value));
  eachField((field, whole) => {
    inRecord = inRecord || typeByField.has(field);
    return whole;
  });
  return search(
    eachField((field, whole, head, value) => {
      const type = typeByField.get(field) ?? (inRecord ? typeInRecord.get(field) : undefined);
      if (type === undefined || value === '""' || value === "''") return whole;
      const quote = value[0] === "'" ? "'" : '"';
      return `${head}${quote}<${type}>${quote}`;
    }),
  );
}

/**
 * The value with personal data replaced; what is no text keeps its kind.
 * With an entity type the value as a whole is replaced. Without one, text is searched, and records are redacted
 * field by field, by the field's name and by what is in it.
 */
export function redact<T>(value: T, entityType?: string): T {
  return redactAny(value, entityType, new Map()) as T;
}

function redactAny(value: unknown, type: string | undefined, seen: Map<object, unknown>): unknown {
  switch (typeof value) {
    case "string":
      if (type === undefined) return redactText(value);
      return value.trim() === "" ? value : `<${type}>`;
    case "number":
    case "bigint": {
      if (type !== undefined) return `<${type}>`;
      const found = search(String(value));
      return found === String(value) ? value : found;
    }
    case "object":
      return value === null ? null : redactObject(value, type, seen);
    default:
      return value;
  }
}

function redactObject(value: object, type: string | undefined, seen: Map<object, unknown>): unknown {
  const known = seen.get(value);
  if (known !== undefined) return known;
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    seen.set(value, list);
    for (const item of value) list.push(redactAny(item, type, seen));
    return list;
  }
  if (value instanceof Set) return new Set([...value].map((item) => redactAny(item, type, seen)));
  if (value instanceof Map) return new Map(redactEntries([...value] as [unknown, unknown][], type, seen));
  if (value instanceof Date || value instanceof String) return type === undefined ? value : `<${type}>`;
  if (ArrayBuffer.isView(value)) return value;
  const { then, toJSON } = value as { then?: unknown; toJSON?: unknown };
  if (typeof then === "function") return then.call(value, (item: unknown) => redactAny(item, type, new Map()));
  if (Symbol.asyncIterator in value) return redactLater(value as AsyncIterable<unknown>, type);
  if (Symbol.iterator in value && "next" in value) return redactEach(value as Iterable<unknown>, type);
  if (typeof toJSON === "function") {
    const written: unknown = toJSON.call(value);
    const redacted = redactAny(written, type, seen);
    return redacted === written ? value : redacted;
  }
  const kind = Object.prototype.toString.call(value);
  if (kind !== "[object Object]" && kind !== "[object Error]") return value;
  const record: Record<string, unknown> = Object.create(Object.getPrototypeOf(value));
  seen.set(value, record);
  for (const [key, item] of redactEntries(ownEntries(value), type, seen)) {
    Object.defineProperty(record, String(key), { value: item, enumerable: true, writable: true, configurable: true });
  }
  return record;
}

async function* redactLater(values: AsyncIterable<unknown>, type: string | undefined) {
  for await (const item of values) yield redactAny(item, type, new Map());
}

function* redactEach(values: Iterable<unknown>, type: string | undefined) {
  for (const item of values) yield redactAny(item, type, new Map());
}

function ownEntries(value: object): [unknown, unknown][] {
  const names = value instanceof Error ? ["message", "stack", "cause", ...Object.keys(value)] : Object.keys(value);
  const present = names.filter((name) => name in value);
  return present.map((key): [unknown, unknown] => [key, (value as Record<string, unknown>)[key]]);
}

function redactEntries(
  entries: [unknown, unknown][],
  type: string | undefined,
  seen: Map<object, unknown>,
): [unknown, unknown][] {
  const inRecord = entries.some(([key]) => typeByField.has(plain(String(key))));
  return entries.map(([key, item]): [unknown, unknown] => {
    const field = plain(String(key));
    const byName = typeByField.get(field) ?? (inRecord ? typeInRecord.get(field) : undefined);
    const isRecord = typeof item === "object" && item !== null && !Array.isArray(item) && !(item instanceof Date);
    return [key, redactAny(item, type ?? (isRecord ? undefined : byName), seen)];
  });
}
