import type { IdentifierQuestion, IdentifierVerdict } from "../catalog/identifiers.ts";
import { splitIdentifier } from "../catalog/words.ts";
import type { CategoryName, Certainty } from "../model/index.ts";
import { isIndex } from "./access-path.ts";
import type { FlowSource } from "./result.ts";
import type { Serialized } from "./search/state.ts";

/** How the engine asks what a name says; the analyzer hands in the catalogue's classifier. */
export interface NameClassifier {
  identifier(question: IdentifierQuestion): IdentifierVerdict | undefined;
  record(name: string, declaredType?: string): Certainty | undefined;
}

/** How names are asked for that a model learns from: there the turns of users count as well. */
export function learnedFrom(classify: NameClassifier): NameClassifier {
  return { ...classify, identifier: (question) => classify.identifier({ ...question, isLearnedFrom: true }) };
}

/** A value of which nothing more is known, and all that speaks for what it is. */
export interface Origin {
  /** What is taken from it, outermost first: `["customer", "email"]`. */
  readonly path: readonly string[];
  /** Its own name: a parameter, a global, the function that gave it. */
  readonly name: string | undefined;
  /** Names it was given on the way, nearest first. Only where it was not changed in between. */
  readonly aliases: readonly string[];
  /** Names of what a member was taken from, outermost first. */
  readonly owners: readonly string[];
  /** The declared type, as written. */
  readonly type: string | undefined;
  /** The whole of it went into text or JSON. */
  readonly serialized: Serialized;
  /** Fields of its class, where the workspace defines it. */
  readonly fields: readonly { readonly name: string; readonly type: string | undefined }[] | undefined;
  /** Fields of what those fields hold, where all of it is written out. */
  readonly nested?: readonly {
    readonly className: string;
    readonly fields: readonly { readonly name: string; readonly type: string | undefined }[];
  }[];
  /** It is one of the elements of something. */
  readonly isCall: boolean;
  /** It comes out of a table or collection, which an owner names. */
  readonly isStored?: boolean;
}

export type Judgement = Omit<FlowSource, "file" | "span" | "label"> & {
  readonly wholeRecord: boolean;
  readonly isOwnTurn?: boolean;
};

/** How much a verdict of each tier is trusted. */
export const certainties: Readonly<Record<Certainty, number>> = { certain: 0.9, likely: 0.6, unsure: 0.35 };

/** How rows of a data frame are taken; they say nothing of what is in them. */
const placesInFrame = new Set(["iloc", "loc", "iat"]);

function saysPlace(step: string): boolean {
  return step === "*" || isIndex(step);
}

/** Whether a step takes a row of a data frame by its place: `iloc` of `frame.iloc[0]`. */
export function isPlaceInFrame(path: readonly string[], at: number): boolean {
  const next = path[at + 1];
  return placesInFrame.has(path[at]!) && next !== undefined && saysPlace(next);
}

/** Whether all of a record is personal data that nothing but a name, as that of a table or an address, tells of. */
export function judgeRecordNamed(name: string, classify: NameClassifier): Judgement | undefined {
  const origin: Origin = {
    path: [],
    name,
    aliases: [],
    owners: [],
    type: undefined,
    serialized: "record",
    fields: undefined,
    isCall: true,
  };
  return judgeOrigin(origin, classify);
}

/** Says whether an origin is personal data, and of what kind. */
export function judgeOrigin(origin: Origin, classify: NameClassifier): Judgement | undefined {
  const steps = origin.path.filter((step, at) => !saysPlace(step) && !isPlaceInFrame(origin.path, at));
  const named = steps.filter((step, at) => at === steps.length - 1 || !placesInFrame.has(step));
  if (named.length > 0) {
    const owners = [...(origin.name === undefined ? [] : [origin.name]), ...origin.owners];
    for (let at = named.length - 1; at >= Math.max(0, named.length - 2); at--) {
      const name = named[at]!;
      const receiver = [...owners, ...named.slice(0, at)];
      const field = origin.fields?.find((candidate) => candidate.name === name);
      if (field?.type !== undefined && isChoiceOfConstants(field.type)) return undefined;
      const found = classify.identifier({
        name,
        receiver,
        receiverType: at === 0 ? origin.type : undefined,
        siblings: origin.fields?.map((candidate) => candidate.name).filter((other) => other !== name),
        declaredType: field?.type,
        isStored: origin.isStored === true,
      });
      if (found?.document && found.tier === "unsure") {
        // A transcript is other people's words whatever it hangs on: a job, a queue, a file.
        const alone = classify.identifier({ name, declaredType: field?.type });
        if (alone?.document && alone.confidence > found.confidence) return judgementOf(alone, "field");
      }
      if (found) return judgementOf(found, "field");
      if (saysSomethingAbout(name)) return undefined;
    }
    if (origin.serialized !== "no" && !named.slice(0, -1).concat(owners).some(holdsSettings)) {
      const certainty = classify.record(named.at(-1)!);
      if (certainty) return record([], recordConfidence(certainty, origin.serialized));
    }
    return undefined;
  }
  const names = [...(origin.name === undefined ? [] : [origin.name]), ...origin.aliases];
  if (origin.fields) {
    // A model of the workspace: judged by its fields, not by what a variable of it is named.
    const found = [
      ...personalFields(origin.fields, names.slice(0, 1), origin.type, classify),
      ...(origin.nested ?? []).flatMap(({ className, fields }) => personalFields(fields, [], className, classify)),
    ];
    if (found.length === 0) return origin.serialized === "no" ? undefined : holderOfRecords(origin, classify);
    if (origin.serialized === "no") return undefined;
    return record([...new Set(found.map((one) => one.category))], Math.max(...found.map((one) => one.confidence)));
  }
  if (origin.type !== undefined && isChoiceOfConstants(origin.type)) return undefined;
  // The nearest name speaks, unless it leaves in doubt what another one says: `resume_text = read_resume(path)`.
  let nearest: IdentifierVerdict | undefined;
  for (const name of names) {
    const found = classify.identifier({ name, declaredType: origin.type });
    if (!found) continue;
    if (!nearest || (nearest.category === found.category && found.confidence > nearest.confidence)) nearest = found;
  }
  if (nearest) return judgementOf(nearest, "identifier");
  if (origin.serialized === "no") return undefined;
  for (const name of names) {
    const certainty = classify.record(name, origin.type);
    if (certainty) return record([], recordConfidence(certainty, origin.serialized));
  }
  return undefined;
}

/** A model that holds another one of a person: `class EmailRequest` with `lead: Lead`. */
function holderOfRecords(origin: Origin, classify: NameClassifier): Judgement | undefined {
  for (const field of origin.fields ?? []) {
    if (field.type === undefined || !/^\p{Lu}/u.test(field.type)) continue;
    const certainty = classify.record(field.name, field.type);
    if (certainty === "certain") return record([], certainties.likely);
  }
  return undefined;
}

/** What the fields of a class hold, as far as it is personal. */
function personalFields(
  fields: NonNullable<Origin["fields"]>,
  receiver: readonly string[],
  receiverType: string | undefined,
  classify: NameClassifier,
): IdentifierVerdict[] {
  const names = fields.map((field) => field.name);
  return fields.flatMap(({ name, type }) => {
    if (type !== undefined && isChoiceOfConstants(type)) return [];
    const siblings = names.filter((other) => other !== name);
    const verdict = classify.identifier({ name, receiver, receiverType, siblings, declaredType: type });
    return verdict && verdict.tier !== "unsure" ? [verdict] : [];
  });
}

const aboutData = new Set(
  "timestamp expires expiry expiration ttl length count size type kind status format version scope scopes enabled verified id ids uid uuid".split(
    " ",
  ),
);

const settings = new Set("config cfg conf configuration settings opts options argv store".split(" "));

/** What hangs on settings is one of them: `config.profiles`. */
function holdsSettings(name: string): boolean {
  return settings.has(splitIdentifier(name).at(-1) ?? "");
}

/** `accessToken.expiresOnTimestamp` is about a token, and holds nothing of it. */
function saysSomethingAbout(name: string): boolean {
  const words = splitIdentifier(name);
  return aboutData.has(words.at(-1) ?? "") || (words.length > 1 && /^(?:at|on)$/.test(words.at(-1)!));
}

const constant = String.raw`(?:"[^"]*"|'[^']*'|\d+|true|false|null|undefined|None)`;
const constants = new RegExp(`^(?:(?:typing\\.)?Literal\\[)?\\|?\\s*${constant}(?:\\s*[|,]\\s*${constant})*\\s*\\]?$`);

/** Whether a declared type allows a few constants only: `"weekly" | "daily"`, `Literal["a", "b"]`. */
export function isChoiceOfConstants(type: string): boolean {
  return constants.test(type.trim());
}

/** A variable named for a person may hold only a name or a key; one that is written out whole is a record. */
function recordConfidence(certainty: Certainty, serialized: Serialized): number {
  return serialized === "record" ? Math.min(0.9, certainties[certainty] + 0.25) : certainties[certainty];
}

/** What a name makes of what it was given to. A document is one whatever has the name. */
export function judgementOf(
  verdict: IdentifierVerdict,
  kind: "identifier" | "field" | "document",
  confidence = verdict.confidence,
): Judgement {
  return {
    ...(verdict.isOwnTurn ? { isOwnTurn: true } : {}),
    kind: verdict.isOwnTurn ? "input" : verdict.document ? "document" : kind,
    categories: [verdict.category],
    confidence,
    wholeRecord: false,
  };
}

function record(categories: readonly CategoryName[], confidence: number): Judgement {
  return { kind: "record", categories: categories.length > 0 ? categories : ["user"], confidence, wholeRecord: true };
}
