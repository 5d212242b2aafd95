import type { Recognizer, WordsByLanguage } from "../recognizer.ts";

/** What stands for a value in manuals, code and questions. */
const notAValue =
  "^(?:string|str|text|varchar|char|number|int|integer|boolean|bool|null|none|nil|undefined|true|false|required|optional|invalid|incorrect|wrong|correct|missing|empty|field|value|not|the|a|an|and|or|is|was|my|your|his|her|their|it|this|that|to|for|in|on|of|with|from|by|no|yes|has|have|reset|change|changed|expired|forgotten|hidden|unknown|please|any|some|what|which|here|below|above|secret|password|passwort|username|user|admin|root|name|login|email|example|test|demo|default|object|array|function|const|let|var|return|input|output|process|env|self|req|request|config|settings|options|type|id|key|x+|\\*+|\\.+|-+|_+|<.*|\\$.*|\\{.*|%.*|\\(.*|nicht|le|la|el|il|o|de|het|un|una|uma|een)$";

/** Phrases that announce a password. */
export const passwordLabels: WordsByLanguage = {
  en: [
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "pass word",
    "login password",
    "wifi password",
    "my pass",
    "user password",
    "passcode",
  ],
  de: ["passwort", "kennwort", "zugangscode"],
  fr: ["mot de passe", "mdp"],
  es: ["contraseña", "clave de acceso", "clave"],
  it: ["password", "parola d'ordine"],
  pt: ["senha", "palavra-passe"],
  nl: ["wachtwoord"],
  sv: ["lösenord"],
  pl: ["hasło"],
};

/** Passwords given in a sentence or a setting. */
export const password: Recognizer = {
  id: "password",
  type: "PASSWORD",
  trigger: { on: "label", linked: true },
  patterns: [
    { pattern: "(?=[^\\s\"'<>]{0,30}[0-9!@#$%^&*?~+=])[^\\s\"'`<>,;()\\[\\]{}]{4,64}(?<![.,:])", score: 0.35 },
    {
      pattern:
        "(?:(?<=:)|(?<=: )|(?<=[:=][\"'])|(?<=[:=] [\"'])|(?<= is )|(?<= is [\"']))[A-Za-z\\u00C0-\\u024F]{6,64}(?=[\"'`,;!?)]|\\.(?:[^A-Za-z]|$)|[ \\t]*(?:\\r?\\n|$)|,? (?:and|but|or|y|et|und|e) )",
      score: 0.02,
    },
  ],
  validator: "not-code",
  needsContext: true,
  labels: passwordLabels,
  reserved: [notAValue],
  source: "usage",
};

/** Passwords beside the word alone, of a form that hardly anything else has: "the pw Tulip$Rain88 doesnt work". */
export const mixedPassword: Recognizer = {
  id: "password-mixed",
  type: "PASSWORD",
  trigger: { on: "label" },
  patterns: [
    {
      pattern:
        "(?:(?:not working|wrong|again|still|it|i|we|have|is|was|doesn't work|doesnt work|tried|trying|using|used|to|set|changed|now|new)[, ]{1,2}){0,4}(?<value>(?=[^\\s]{0,24}[0-9])(?=[^\\s]{0,24}[A-Za-z])(?=[^\\s]{0,24}[!@#$%^&*?~+])[A-Za-z0-9!@#$%^&*?~+._-]{7,32}(?<![._-]))(?![^\\s,.;:)\"'])",
      score: 0.35,
    },
  ],
  validator: "not-code",
  needsContext: true,
  labels: { ...passwordLabels, en: [...passwordLabels.en!, "pw", "pass", "passwrd", "pasword"] },
  reserved: [notAValue],
  source: "usage",
};

/** Answers to the questions that banks ask. */
export const securityAnswer: Recognizer = {
  id: "security-answer",
  type: "SECURITY_ANSWER",
  trigger: { on: "label", linked: true },
  patterns: [
    {
      pattern:
        "[A-Za-z\\u00C0-\\u024F0-9][A-Za-z\\u00C0-\\u024F0-9'-]{1,24}(?: [A-Z\\u00C0-\\u00DE][A-Za-z\\u00C0-\\u024F'-]{1,24})?",
      score: 0.2,
    },
  ],
  needsContext: true,
  labels: {
    en: [
      "security answer",
      "answer to my security question",
      "mother's maiden name",
      "maiden name",
      "first pet",
      "name of my first pet",
      "secret answer",
    ],
    de: ["mädchenname", "mädchenname der mutter", "sicherheitsantwort"],
    fr: ["nom de jeune fille", "réponse secrète"],
    es: ["nombre de soltera", "respuesta secreta"],
    it: ["cognome da nubile", "risposta segreta"],
    pt: ["nome de solteira", "resposta secreta"],
    nl: ["meisjesnaam"],
  },
  reserved: [notAValue],
  source: "usage",
};

/** Phrases that announce a user name. */
export const usernameLabels: WordsByLanguage = {
  en: [
    "username",
    "login",
    "login id",
    "operator",
    "login for user",
    "password for user",
    "password for invalid user",
    "session opened for user",
    "reviewer",
    "assignee",
    "modified by",
    "user name",
    "login name",
    "screen name",
    "screenname",
    "user handle",
    "my handle",
    "twitter handle",
    "instagram handle",
    "gamertag",
    "skype id",
    "skype",
    "telegram",
    "discord",
    "instagram",
    "twitter",
    "tiktok",
    "snapchat",
    "github username",
    "nickname",
    "wechat id",
    "line id",
    "ig",
  ],
  de: ["benutzername", "nutzername", "anmeldename", "benutzerkennung"],
  fr: ["nom d'utilisateur", "pseudo", "identifiant"],
  es: ["nombre de usuario", "usuario"],
  it: ["nome utente"],
  pt: ["nome de usuário", "nome de utilizador", "usuário"],
  nl: ["gebruikersnaam"],
  sv: ["användarnamn"],
  pl: ["nazwa użytkownika"],
};

/** User names after a label. */
export const username: Recognizer = {
  id: "username",
  type: "USERNAME",
  trigger: { on: "label", linked: true },
  patterns: [
    {
      pattern:
        "@?(?=[A-Za-z]{0,30}[0-9_.])[A-Za-z][A-Za-z0-9]{0,30}(?:[._-]{1,2}[A-Za-z0-9]{1,30}){0,4}(?![0-9A-Za-z_(\\[@]|\\.[A-Za-z])",
      score: 0.3,
    },
    {
      pattern:
        "(?:(?<=:)|(?<=: )|(?<=[:=][\"'])|(?<=[:=] [\"'])|(?<=name is )|(?<=name is [\"']))@?[A-Za-z][A-Za-z0-9]{2,30}(?=[\"'`,;!?)]|\\.(?:[^A-Za-z]|$)|[ \\t]*(?:\\r?\\n|$)|,? (?:and|but|or|y|et|und|e) )",
      score: 0.1,
    },
  ],
  validator: "user-name",
  needsContext: true,
  labels: usernameLabels,
  reserved: [notAValue],
  source: "usage",
};

const handle = /[A-Za-z][A-Za-z0-9_]{1,30}(?:\.[a-z0-9_]{1,30})?/y;

/** Words of decorators, doc comments, style sheets and packages, and everybody at once. */
const noHandle =
  /^(?:raises?|cvar|ivar|group|note|sort|keyword|rtype|var|attention|warning|brief|file|def|subsection|ref|p|c|sa|ingroup|param|params|returns?|types?|media|import|font|keyframes|charset|supports|layer|apply|tailwind|override|deprecated|property|staticmethod|classmethod|dataclass|abstractmethod|example|see|throws|author|since|version|todo|internal|public|private|protected|here|everyone|channel|username|handle|all|babel|angular|latest|next|template|default|link|license|copyright|file|fileoverview|typedef|callback|readonly|ts|eslint|jest|pytest|app|api|router|injectable|component|input|output|inject|get|post|put|delete|patch|query|body|test|before|after|cache|lru|wraps|functools|contextmanager|staticmethod|overload|final|nullable|nonnull|autowired|entity|column|table|id|include|if|else|end|endif|foreach|section|yield|extends|namespace|module|class|function|constant|const|enum|event|fires|requires|extends|implements|ignore|summary|description|remarks|alpha|beta|experimental|packagedocumentation|defaultvalue|virtual|sealed|decorator)$/i;

/** Handles of social networks: `@name`. Decorators, packages and styles of code look alike and are left out. */
export const socialHandle: Recognizer = {
  id: "social-handle",
  type: "USERNAME",
  trigger: { on: "around", char: "@", before: "A-Za-z0-9._%+/\\\\-", maxBefore: 64 },
  patterns: [],
  find({ text, at, from, to, support }) {
    if (text.charCodeAt(at) !== 64) return undefined;
    handle.lastIndex = at + 1;
    const match = handle.exec(text);
    if (!match) return undefined;
    const start = at + 1;
    const end = start + match[0].length;
    const word = match[0].split(/[._]/, 1)[0]!;
    if (end > to || noHandle.test(word) || noHandle.test(match[0])) return undefined;
    // `@scope/package`, `@decorator(…)`, `@2x`, `user@host`.
    if (/[A-Za-z0-9_(/@{[=-]/.test(text[end] ?? "") || (text[end] === "." && /[A-Za-z0-9]/.test(text[end + 1] ?? ""))) {
      return undefined;
    }
    const before = text.slice(Math.max(from, at - 3), at);
    if (/(?:\* |\/ |\{|# |`|[^\s("'“‘,:;>|])$/.test(before)) return undefined;
    // A decorator stands alone on its line.
    const alone = /^[ \t]*(?:\r?\n|$)/.test(text.slice(end, end + 40));
    if (alone && /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(from, at - 24), at)) && support() === 0) return undefined;
    const marked = /[0-9_]|\.[a-z]/.test(match[0]) && !/^[a-z]+(?:_[a-z]+){2,}$/.test(match[0]);
    return { start, end, score: marked ? 0.5 : 0.42 };
  },
  context: {
    en: [
      "twitter",
      "instagram",
      "follow",
      "tiktok",
      "dm",
      "tweet",
      "tagged",
      "mentioned",
      "username",
      "snapchat",
      "telegram",
      "ig",
      "posted",
      "shoutout",
      "via",
      "profile",
    ],
  },
  source: "usage",
};

export const logins: readonly Recognizer[] = [password, mixedPassword, securityAnswer, username, socialHandle];
