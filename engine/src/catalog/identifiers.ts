import type { CategoryName, Certainty } from "../model/index.ts";
import { builtInCatalog } from "./built-in.ts";
import { createPhraseSet, type PhraseSet, spellings, splitIdentifier } from "./words.ts";

/** A name in code or data, with what stands around it. */
export interface IdentifierQuestion {
  /** The last name of an access path (`email` of `order.customer.email`), a variable, a column, a placeholder. */
  readonly name: string;
  /** The path before it, outermost first: `["order", "customer"]`. */
  readonly receiver?: readonly string[] | string | undefined;
  /** The type that declares the name as a field, or the type of the receiver: `Customer`. */
  readonly receiverType?: string | undefined;
  /** Names beside it: fields of the same record, columns of the same table, placeholders of the same template. */
  readonly siblings?: readonly string[] | undefined;
  /** The type of the value itself, as written: `EmailStr`, `bool`. */
  readonly declaredType?: string | undefined;
  /** Columns are often written in capitals, where a variable in capitals is a constant. */
  readonly kind?: "variable" | "column";
  /** What a user wrote is kept for a model to learn from: a turn of one's own is a private message there. */
  readonly isLearnedFrom?: boolean;
  /** It comes out of a table or collection, which the receiver names. */
  readonly isStored?: boolean;
}

export interface IdentifierVerdict {
  readonly category: CategoryName;
  readonly tier: Certainty;
  /** From 0 to 1. */
  readonly confidence: number;
  /** Text by or about people (a transcript, a résumé), rather than a single value. */
  readonly document: boolean;
  /** Id of the entry of `engine/catalog/identifiers.yaml`. */
  readonly entry: string;
  /** What the person wrote who is talking: it counts where a model learns from it, not where one answers it. */
  readonly isOwnTurn?: boolean;
}

type Level = Certainty | "no";

interface LexiconEntry {
  readonly id: string;
  readonly category: CategoryName;
  readonly alone: Level;
  readonly owned: Level;
  readonly document?: boolean;
  readonly names: readonly string[];
  readonly [language: string]: unknown;
}

interface LexiconHit {
  readonly entry: LexiconEntry;
  readonly english: boolean;
}

/** Where the name belongs: what decides between `customer.name` and `model.name`. */
type Owner = "person" | "maybe" | "unknown" | "organization" | "thing" | "about";

const languages = ["de", "fr", "es", "pt", "it", "nl"];
const confidences: Readonly<Record<Certainty, number>> = { certain: 0.9, likely: 0.6, unsure: 0.35 };
const levels: readonly Level[] = ["no", "unsure", "likely", "certain"];
const connectors = new Set([
  "of",
  "the",
  "de",
  "del",
  "della",
  "dell",
  "di",
  "du",
  "des",
  "da",
  "do",
  "der",
  "van",
  "von",
  "la",
  "le",
  "l",
  "d",
]);

interface Lexicon {
  readonly names: ReadonlyMap<string, LexiconHit>;
  readonly words: Readonly<Record<string, PhraseSet>>;
  readonly personWords: readonly string[];
}

let lexicon: Lexicon | undefined;

function loadLexicon(): Lexicon {
  if (lexicon) return lexicon;
  const names = new Map<string, LexiconHit>();
  for (const entry of builtInCatalog.identifiers as readonly LexiconEntry[]) {
    const add = (phrases: unknown, english: boolean) => {
      for (const phrase of (phrases as readonly string[] | undefined) ?? []) {
        for (const key of spellings(phrase)) if (!names.has(key)) names.set(key, { entry, english });
      }
    };
    add(entry.names, true);
  }
  for (const entry of builtInCatalog.identifiers as readonly LexiconEntry[]) {
    for (const language of languages) {
      for (const phrase of (entry[language] as readonly string[] | undefined) ?? []) {
        for (const key of [...spellings(phrase), ...spellings(withoutConnectors(phrase))]) {
          if (!names.has(key)) names.set(key, { entry, english: false });
        }
      }
    }
  }
  const lists = builtInCatalog.identifierWords as Readonly<Record<string, readonly string[]>>;
  const words = Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, createPhraseSet(list)]));
  const personWords = [...(lists.persons ?? [])].filter((word) => word.length >= 4 && !word.includes(" "));
  lexicon = { names, words, personWords };
  return lexicon;
}

/** `numero de cuenta` as code often has it: `numero_cuenta`. A phrase that would be one word stays as it is. */
function withoutConnectors(phrase: string): string {
  const words = phrase.split(" ").filter((word) => !connectors.has(word));
  return words.length > 1 ? words.join(" ") : phrase;
}

/**
 * What a name says about its value, or `undefined` where it says nothing about a person. Judged by whole words,
 * by the owner before the word itself, and with what stands beside it.
 */
export function classifyIdentifier(question: IdentifierQuestion): IdentifierVerdict | undefined {
  const declared = question.declaredType ? judgeDeclaredType(question.declaredType) : undefined;
  if (declared === "not-data") return undefined;
  if (isOwnTurn(question) || isTurnsOfState(question)) return question.isLearnedFrom ? ownTurn : undefined;
  if (question.isLearnedFrom && question.isStored && isStoredTurn(question)) return ownTurn;
  if (isOfTypes(question) || isOwnAccount(question)) return undefined;
  const match = matchName(question.name);
  if (match === null) return undefined;
  if (declared && (!match || declared.category === match.hit.entry.category)) return verdict(declared, "certain");
  const own = match ? judgeMatch(question, match) : undefined;
  // Whatever text a turn of the user holds is that turn: `userInput.feedback`.
  if (own?.document && !question.isLearnedFrom && isTurn(pathOf(question.receiver).at(-1))) return undefined;
  if (own && own.tier !== "unsure") return own;
  return higherOf(own, judgeWithReceiver(question));
}

function judgeMatch(question: IdentifierQuestion, match: NameMatch): IdentifierVerdict | undefined {
  const { entry } = match.hit;
  let level = levelFor(entry, ownerOf(question, match), question);
  if (question.kind !== "column" && isConstant(question.name)) level = demote(level);
  // `userIdOrToken` is the one or the other.
  if (match.tokens.slice(0, match.prefixEnd).includes("or")) level = lowest(level, "unsure");
  return level === "no" ? undefined : verdict(entry, level);
}

/** `email.body`, `card.number`, `call.transcript`: the receiver's word and the name make the phrase together. */
function judgeWithReceiver(question: IdentifierQuestion): IdentifierVerdict | undefined {
  const path = pathOf(question.receiver);
  const last = path.at(-1);
  const tokens = splitIdentifier(question.name);
  // Names and ids belong to what they hang on, which `judgeMatch` has asked already.
  if (last === undefined || /^(names?|ids?|uuid)$/.test(tokens.join(""))) return undefined;
  const words = splitIdentifier(last);
  for (let end = words.length; end >= 1; end--) {
    // Of rows that are looped over the name is that of all: `tickets[0].body`.
    const one = words[end - 1]!.replace(/ies$/, "y").replace(/(?<=[^su])s$/, "");
    for (const owner of new Set([words[end - 1]!, one])) {
      const match = matchName([...words.slice(0, end - 1), owner, ...tokens].join("_"));
      if (match && match.prefixEnd < end && !match.ownedAfter) {
        return judgeMatch({ ...question, receiver: path.slice(0, -1) }, match);
      }
    }
    // `emailData.body` is the body of an e-mail.
    if (!holdsOne.has(words[end - 1]!)) return undefined;
  }
  return undefined;
}

/** Words behind what something is that say how it is held. */
const holdsOne = new Set(["data", "dict", "info", "obj", "object", "record", "json", "payload", "row"]);

/** Rows and tickets that were kept: what a customer wrote in one is no turn of this conversation. */
const kept = new Set(["row", "rows", "record", "records", "ticket", "tickets", "df", "frame", "case", "cases"]);

function isOwnTurn({ name, receiver }: IdentifierQuestion): boolean {
  if (kept.has(pathOf(receiver).at(-1)?.toLowerCase() ?? "")) return false;
  const { words } = loadLexicon();
  const tokens = splitIdentifier(name);
  let end = tokens.length;
  while (end > 1 && (/^\d+$/.test(tokens[end - 1]!) || words.harmlessAfter!.hasWord(tokens[end - 1]!))) {
    if (words.ownTurns!.suffixLength(tokens, end) > 1) return true;
    end--;
  }
  if (words.ownTurns!.suffixLength(tokens, end) > 0) return true;
  const last = pathOf(receiver).at(-1);
  if (last === undefined) return false;
  return words.ownTurns!.suffixLength([...splitIdentifier(last), ...tokens.slice(0, end)]) > 0;
}

const turnsTogether = /^(?:messages|turns|(?:chat|conversation|message)?history|conversation|dialogue)$/;

/** `messages` of a `PatientState`: what is said in the conversation that the state is of, whoever it is about. */
function isTurnsOfState({ name, receiver, receiverType }: IdentifierQuestion): boolean {
  if (!turnsTogether.test(splitIdentifier(name).join(""))) return false;
  return [receiverType, pathOf(receiver).at(-1)].some(
    (holder) => holder !== undefined && /^(?:state|session|memory)$/.test(splitIdentifier(holder).at(-1) ?? ""),
  );
}

const conversations = /^(?:chat|conversation|dialog|dialogue|interaction|message|thread|utterance)s?$/;
const written = /^(?:body|content|input|message|prompt|query|question|request|text|utterance)$/;

/** What was written in a conversation that is kept: `content` of the table `chat_messages`. */
function isStoredTurn({ name, receiver }: IdentifierQuestion): boolean {
  return (
    written.test(splitIdentifier(name).at(-1) ?? "") &&
    pathOf(receiver).some((owner) => splitIdentifier(owner).some((word) => conversations.test(word)))
  );
}

function isTurn(name: string | undefined): boolean {
  return name !== undefined && loadLexicon().words.ownTurns!.suffixLength(splitIdentifier(name)) > 0;
}

/** `PhoneNumber`, `PerformanceEvents.GetRefreshToken`: a type or a constant of one, spelled as types are. */
function isOfTypes({ name, receiver, receiverType, siblings, kind }: IdentifierQuestion): boolean {
  if (kind === "column" || receiverType !== undefined || (siblings && siblings.length > 0)) return false;
  const typeCase = /^[A-Z][a-z]+[A-Z]\w*$/;
  return typeCase.test(name) && typeCase.test(pathOf(receiver).at(-1) ?? name);
}

/** What an account is called, which a program has as people have. */
const calledAs = new Set(
  "name username tag handle discriminator displayname globalname firstname lastname nickname screenname id".split(" "),
);

/**
 * `client.user.username`, `botInfo.first_name`, what `getMe` answers: the account that the program itself signed in
 * with, as clients of chats give it.
 */
function isOwnAccount({ name, receiver }: IdentifierQuestion): boolean {
  if (!calledAs.has(splitIdentifier(name).join(""))) return false;
  const path = pathOf(receiver).map(splitIdentifier);
  return path.some((words, at) => {
    const [first] = words;
    const last = words.at(-1);
    const isUser = (last === "user" && words.length === 1) || words.join("") === "botuser";
    if (isUser && at > 0 && /^(?:client|bot|discord)$/.test(path[at - 1]!.at(-1) ?? "")) return true;
    if (words.length === 1) return first === "bot";
    if (words.join("") === "getme" || words.join("") === "selfuser" || words.join("") === "clientuser") return true;
    if (first === "bot" || first === "me")
      return /^(?:info|user|data|res|resp|response|result|account|me)$/.test(last!);
    return false;
  });
}

function pathOf(receiver: IdentifierQuestion["receiver"]): readonly string[] {
  return typeof receiver === "string" ? receiver.split(/[.[\]"'?!()]+/).filter(Boolean) : (receiver ?? []);
}

function higherOf(a: IdentifierVerdict | undefined, b: IdentifierVerdict | undefined): IdentifierVerdict | undefined {
  if (!a || !b) return a ?? b;
  return b.confidence > a.confidence ? b : a;
}

/** Whether a name, or the type of it, stands for a whole person record: `customer`, `patient_df`, `u: User`. */
export function classifyRecord(name: string, declaredType?: string): Certainty | undefined {
  if (declaredType) {
    if (judgeDeclaredType(declaredType) === "not-data") return undefined;
    const type = ownerOfWords(splitIdentifier(declaredType));
    if (type === "person") return "certain";
    if (type === "about" || type === "thing" || type === "organization") return undefined;
  }
  const { words } = loadLexicon();
  const tokens = splitIdentifier(name);
  if (tokens.length === 0 || words.notDataBefore!.hasWord(tokens[0]!) || isTurn(name)) return undefined;
  let end = tokens.length;
  while (end > 1 && (/^\d+$/.test(tokens[end - 1]!) || words.recordWords!.hasWord(tokens[end - 1]!))) end--;
  const size = words.persons!.suffixLength(tokens, end);
  if (size === 0) return undefined;
  if (isMachine(tokens, end - size)) return undefined;
  const named = tokens.slice(end - size, end).join("");
  if (end < tokens.length && !/^(child|children)$/.test(named)) return "certain";
  return /^(user|person|profile|member|people|lead|human|individual|child|children|friend|pt|usr)s?$/.test(named)
    ? "unsure"
    : "likely";
}

/** Whether a name stands for a person: `customer`, `currentUser`, `paciente`. */
export function isPersonWord(name: string): boolean {
  return ownerOfWords(splitIdentifier(name)) === "person";
}

function verdict(entry: LexiconEntry, tier: Certainty): IdentifierVerdict {
  return {
    category: entry.category,
    tier,
    confidence: confidences[tier],
    document: entry.document === true,
    entry: entry.id,
  };
}

const ownTurn: IdentifierVerdict = {
  category: "user.content.private",
  tier: "likely",
  confidence: confidences.likely,
  document: true,
  entry: "own-turn",
  isOwnTurn: true,
};

interface NameMatch {
  readonly hit: LexiconHit;
  readonly tokens: readonly string[];
  /** Words before the match. */
  readonly prefixEnd: number;
  /** A person stood behind the name: `nombre_cliente`, `name_of_customer`. */
  readonly ownedAfter: boolean;
}

/** `undefined` where nothing matches, `null` where the name says that it is no data. */
function matchName(name: string): NameMatch | undefined | null {
  const { names, words, personWords } = loadLexicon();
  const tokens = splitIdentifier(name);
  let start = 0;
  while (start < tokens.length - 1 && words.getters!.hasWord(tokens[start]!)) start++;
  const body = tokens.slice(start);
  if (body.length === 0) return undefined;
  const find = (end: number) => {
    for (let size = Math.min(6, end); size >= 1; size--) {
      const hit = names.get(body.slice(end - size, end).join(""));
      if (hit) return { hit, prefixEnd: end - size };
    }
    return undefined;
  };
  if (body.length > 1 && words.notDataBefore!.hasWord(body[0]!) && find(body.length)?.prefixEnd !== 0) return null;
  for (let end = body.length; end >= 1; end--) {
    const found = find(end);
    if (found) return { ...found, tokens: body, ownedAfter: false };
    const last = body[end - 1]!;
    if (!/^\d+$/.test(last) && !words.harmlessAfter!.hasWord(last)) break;
  }
  const personLength = words.persons!.suffixLength(body);
  if (personLength > 0 && personLength < body.length) {
    let end = body.length - personLength;
    const connected = connectors.has(body[end - 1]!);
    while (end > 1 && connectors.has(body[end - 1]!)) end--;
    const found = find(end);
    if (found && (connected || !found.hit.english)) return { ...found, tokens: body, ownedAfter: true };
  }
  if (body.length === 1) {
    for (const person of personWords) {
      if (!body[0]!.startsWith(person)) continue;
      const hit = names.get(body[0]!.slice(person.length));
      if (hit) return { hit, tokens: [person, body[0]!.slice(person.length)], prefixEnd: 1, ownedAfter: false };
    }
  }
  return undefined;
}

/** Who the name belongs to: what stands before the word in the name itself, then the path, then the type. */
function ownerOf(question: IdentifierQuestion, match: NameMatch): Owner {
  if (match.ownedAfter) return "person";
  const { tokens, prefixEnd } = match;
  if (prefixEnd > 0) {
    if (namesPerson(tokens, prefixEnd)) return "person";
    const near = ownerOfWords(tokens.slice(0, prefixEnd));
    if (near !== "unknown") return near;
    // `order_item_name`: whatever the unknown word before a weak name is, it is no person.
    if (match.hit.entry.alone === "no" && !containerOnly(tokens.slice(0, prefixEnd))) return "thing";
  }
  const path = pathOf(question.receiver);
  let ofList = false;
  for (const part of [...path].reverse()) {
    const partWords = splitIdentifier(part);
    if (partWords.length === 0) continue;
    const owner = ownerOfWords(partWords);
    // The items of `customers` are customers; those of one customer are things.
    if (owner === "person" && ofList && !partWords.at(-1)!.endsWith("s")) return "thing";
    if (owner !== "unknown") return owner;
    if (listOfThings.has(partWords.at(-1)!)) ofList = true;
    if (!containerOnly(partWords)) break;
  }
  return question.receiverType ? ownerOfWords(splitIdentifier(question.receiverType)) : "unknown";
}

/** Whether a word stands for a person and hardly for anything else: `customer`, not `member` or `child`. */
function namesPerson(tokens: readonly string[], end: number): boolean {
  const { words } = loadLexicon();
  for (let at = end; at >= 1; at--) {
    const size = words.persons!.suffixLength(tokens, at);
    if (size > 0 && !isMachine(tokens, at - size) && words.maybePersons!.suffixLength(tokens, at) === 0) return true;
  }
  return false;
}

/** Before a word for a person: it is a program that is called so. */
const machines = new Set(["ai", "llm", "bot", "virtual", "synthetic", "dummy", "simulated"]);

function isMachine(tokens: readonly string[], end: number): boolean {
  return end > 0 && machines.has(tokens[end - 1]!);
}

/** The kind of thing that a name stands for, judged by its last word that counts. */
function ownerOfWords(tokens: readonly string[]): Owner {
  const { words } = loadLexicon();
  let end = tokens.length;
  const at = (set: string) => words[set]!.suffixLength(tokens, end) > 0;
  while (end > 0) {
    if (at("persons") && isMachine(tokens, end - words.persons!.suffixLength(tokens, end))) return "thing";
    if (at("persons")) return at("maybePersons") ? "maybe" : "person";
    if (end === tokens.length && at("aboutData") && !words.recordWords!.hasWord(tokens[end - 1]!)) return "about";
    if (at("organizations")) return "organization";
    if (at("maybePersons")) return "maybe";
    const last = tokens[end - 1]!;
    const passes = /^\d+$/.test(last) || words.recordWords!.hasWord(last) || words.harmlessAfter!.hasWord(last);
    if (!passes || end === 1) {
      if (end === 1 && (words.containers!.hasWord(last) || holdsFields.has(last))) return "unknown";
      if (at("aboutData")) return "about";
      return at("things") ? "thing" : "unknown";
    }
    end--;
  }
  return "unknown";
}

/** What one person has several of, whatever they are. */
const listOfThings = new Set(["items", "orders", "lines", "entries", "positions"]);

/** What the fields of a record are kept under: `contact.properties.email`. */
const holdsFields = new Set(["properties", "attributes"]);

function containerOnly(tokens: readonly string[]): boolean {
  const { words } = loadLexicon();
  return tokens.every(
    (word) =>
      /^\d+$/.test(word) ||
      words.containers!.hasWord(word) ||
      words.recordWords!.hasWord(word) ||
      words.harmlessAfter!.hasWord(word),
  );
}

function levelFor(entry: LexiconEntry, owner: Owner, question: IdentifierQuestion): Level {
  switch (owner) {
    case "person":
      return entry.owned;
    case "about":
      // A key out of the environment is still a key.
      return entry.category.startsWith("user.authorization") ? demote(entry.alone) : "no";
    case "thing":
      return demote(entry.alone);
    case "organization":
      return entry.category.startsWith("user.contact") || entry.category.startsWith("user.name")
        ? lowest(entry.alone, "unsure")
        : demote(entry.alone);
    case "maybe":
      return highest(entry.alone, personalSiblings(question) > 0 ? entry.owned : demote(entry.owned));
    default: {
      // An id is a person's only where a person is named: `ticket_id` beside an e-mail address is not.
      if (entry.category === "user.unique_id") return entry.alone;
      const beside = personalSiblings(question);
      if (beside >= 2) return highest(entry.alone, entry.owned);
      if (beside === 1) return highest(entry.alone, demote(entry.owned));
      return entry.alone;
    }
  }
}

/** How many of the names beside it are personal by themselves, ids and credentials aside. */
function personalSiblings({ name, siblings }: IdentifierQuestion): number {
  if (!siblings) return 0;
  const entries = new Set<string>();
  for (const sibling of siblings) {
    if (sibling === name) continue;
    const match = matchName(sibling);
    if (!match) continue;
    const { entry } = match.hit;
    if (entry.alone !== "certain" && entry.alone !== "likely") continue;
    if (entry.category.startsWith("user.authorization") || entry.category === "user.unique_id") continue;
    const owner = ownerOf({ name: sibling }, match);
    if (owner === "about" || owner === "organization" || owner === "thing") continue;
    entries.add(entry.id);
  }
  return entries.size;
}

/** A type that tells what the value is: `EmailStr`; or that it cannot be data: `bool`, `RegExp`. */
function judgeDeclaredType(type: string): LexiconEntry | "not-data" | undefined {
  const bare = type.replace(/\b(Optional|Annotated|Required|NotRequired|Readonly|Partial|Final|Mapped)\b/g, "").trim();
  const words = splitIdentifier(bare).filter((word) => word !== "none" && word !== "null" && word !== "undefined");
  if (words.length === 0) return undefined;
  if (words.every((word) => notDataTypes.has(word))) return "not-data";
  const joined = words.join("");
  if (joined === "emailstr" || joined === "nameemail" || joined === "emailaddress" || joined === "emailfield")
    return entryById("email");
  if (joined === "phonenumber" || joined === "phonenumberfield") return entryById("phone-number");
  if (joined === "paymentcardnumber") return entryById("credit-card");
  if (joined === "ipaddressfield" || joined === "ipvanyaddress" || joined === "genericipaddressfield")
    return entryById("ip-address");
  return undefined;
}

const notDataTypes = new Set([
  "bool",
  "boolean",
  "false",
  "true",
  "regexp",
  "pattern",
  "callable",
  "function",
  "void",
  "never",
  "locator",
  "htmlelement",
]);

function entryById(id: string): LexiconEntry | undefined {
  return (builtInCatalog.identifiers as readonly LexiconEntry[]).find((entry) => entry.id === id);
}

function isConstant(name: string): boolean {
  return name.length > 3 && /^[A-Z][A-Z0-9_]*$/.test(name);
}

function demote(level: Level): Level {
  return levels[Math.max(0, levels.indexOf(level) - 1)]!;
}

function highest(a: Level, b: Level): Level {
  return levels.indexOf(a) >= levels.indexOf(b) ? a : b;
}

function lowest(a: Level, b: Level): Level {
  return levels.indexOf(a) <= levels.indexOf(b) ? a : b;
}
