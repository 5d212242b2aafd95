import type { DetectOptions, Detector, DetectPolicy, EngineHost, Entity } from "../model/index.ts";
import { compileRecognizers, type RecognizerTables } from "./compile.ts";
import { type CustomDetection, compileCustom } from "./custom.ts";
import { isOnRequest } from "./entity-types.ts";
import { createFreeTest } from "./free-test.ts";
import { findHidden } from "./hidden/index.ts";
import { resolveOverlaps } from "./overlap.ts";
import { builtInProposers } from "./proposers.ts";
import type { Recognizer } from "./recognizer.ts";
import { recognizers as builtInRecognizers } from "./registry.ts";
import { runRecognizers } from "./run.ts";
import { segmentEnd } from "./segments.ts";
import type { ProposalContext, SpanProposer, SpanProposerFactory } from "./span-proposer.ts";
import { findTables, type OpenTable } from "./tables/find-tables.ts";
import { viewTable } from "./tables/table-view.ts";

/**
 * Least score of an entity for each use. The editor shows what is likely; an audit lists a little more; redaction
 * would rather take out too much. Settings override them (`detect.thresholds`).
 */
export const defaultThresholds = { editor: 0.6, audit: 0.5, redaction: 0.4 } as const;

/** Types that are only given on request are given down to this score when asked for by name. */
const onRequestThreshold = 0.2;

/** From this score on, what a recognizer found stands against a proposal from outside. */
const provenScore = 0.6;

export interface DetectorOptions {
  /** Where assets such as `names.model` come from; without it only recognizers that need none run. */
  readonly host?: Pick<EngineHost, "asset">;
  readonly policy?: DetectPolicy;
  /** Proposers for names, addresses and places, loaded through `host`; default the built-in ones if there is a host. */
  readonly proposers?: readonly SpanProposerFactory[];
  /** Instead of the built-in ones. */
  readonly recognizers?: readonly Recognizer[];
  /** Values that are never reported, and values that always are; policy's `allow` and `deny`. */
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
}

/** What differs between detectors that share recognizers and models. */
export type DetectorPolicy = Pick<DetectorOptions, "policy" | "allow" | "deny">;

/** Detection of a text that comes in pieces; gives the entities that `detect` gives for the whole. */
export interface DetectionStream {
  /** Takes the next piece; gives the entities that are certain by now, with offsets in the whole text. */
  push(piece: string): Entity[];
  /** Ends the text and gives the rest. */
  end(): Entity[];
}

/** A detector that takes texts in pieces, too. */
export interface StreamingDetector extends Detector {
  stream(options?: DetectOptions): DetectionStream;
  /** What is wrong with the policy's own recognizers, in plain words. */
  readonly problems: readonly string[];
}

/**
 * Makes a detector: loads what it needs, compiles the recognizers. Detection itself is synchronous.
 * @throws when an asset of a proposer is missing
 */
export async function createDetector(options: DetectorOptions = {}): Promise<StreamingDetector> {
  return (await loadDetectors(options))(options);
}

/**
 * Loads once what detectors share, and gives a function that makes one for a policy without waiting.
 * @throws when an asset of a proposer is missing
 */
export async function loadDetectors(
  options: DetectorOptions = {},
): Promise<(policy: DetectorPolicy) => StreamingDetector> {
  const recognizers = options.recognizers ?? builtInRecognizers;
  const proposers: SpanProposer[] = [];
  const host = options.host ?? noAssets;
  for (const factory of options.proposers ?? (options.host ? builtInProposers : [])) {
    const bytes = factory.asset ? await host.asset(factory.asset) : new Uint8Array();
    proposers.push(await factory.create(bytes, host));
  }
  const shared: Shared = { tables: tablesOf(recognizers), proposers };
  return (policy) => detectorOver(shared, policy);
}

interface Shared {
  readonly tables: (onRequest: boolean) => RecognizerTables;
  readonly proposers: readonly SpanProposer[];
}

/** The recognizers with and without the types that are given on request, compiled when first needed. */
function tablesOf(recognizers: readonly Recognizer[]): (onRequest: boolean) => RecognizerTables {
  let personal: RecognizerTables | undefined;
  let everything: RecognizerTables | undefined;
  return (onRequest) => {
    if (onRequest) {
      everything ??= compileRecognizers(recognizers);
      return everything;
    }
    personal ??= compileRecognizers(recognizers.filter(({ type }) => !isOnRequest(type)));
    return personal;
  };
}

function detectorOver(
  { tables, proposers }: Shared,
  { policy = {}, allow = [], deny = [] }: DetectorPolicy,
): StreamingDetector {
  const defaultThreshold = policy.thresholds?.redaction ?? defaultThresholds.redaction;
  const ignoredTypes = new Set(policy.ignoreEntities ?? []);
  const ignoredCategories = policy.ignoreCategories ?? [];
  const allowed = new Set(allow.map((value) => value.toLowerCase()));
  const custom: CustomDetection = compileCustom(policy.recognizers ?? [], deny);

  const proposerIds = proposers.map(({ id }) => id);
  const isProposer = (recognizer: string) =>
    proposerIds.some((id) => recognizer === id || recognizer.startsWith(`${id}-`));

  const createKeep = ({ types: wanted, threshold = defaultThreshold }: DetectOptions) => {
    const types = wanted ? new Set(wanted) : undefined;
    return (entity: Entity, text: string): boolean => {
      if (types && !types.has(entity.type)) return false;
      if (ignoredTypes.has(entity.type)) return false;
      if (ignoredCategories.some((name) => entity.category === name || entity.category.startsWith(`${name}.`))) {
        return false;
      }
      if (allowed.size > 0 && allowed.has(text.slice(entity.start, entity.end).toLowerCase())) return false;
      const least = types && isOnRequest(entity.type) ? Math.min(threshold, onRequestThreshold) : threshold;
      return entity.score >= least;
    };
  };

  const detectPlain = (text: string, options: DetectOptions, memory: Map<string, unknown>): Entity[] => {
    const onRequest = options.types !== undefined || (options.threshold ?? defaultThreshold) <= onRequestThreshold;
    const runOptions = { reservedExamples: policy.reservedExamples === true };
    const { entities, hints } = runRecognizers(text, 0, text.length, tables(onRequest), runOptions);
    const hidden = findHidden(text, hints, tables(onRequest), runOptions);
    const found = resolveOverlaps([...entities, ...hidden, ...custom.find(text)]);
    const context: ProposalContext = {
      found,
      format: options.format === "json" || options.format === "code" ? options.format : "text",
      languages: policy.languages ?? [],
      memory,
    };
    const proposed = proposers.flatMap((proposer) => proposer.propose(text, context));
    return proposed.length > 0 ? resolveOverlaps([...found, ...proposed]) : found;
  };

  /** In a table each value is judged with the name of its column; the rest of the text as it stands. */
  const detectWithTables = (text: string, options: DetectOptions, memory: Map<string, unknown>): Entity[] => {
    const { tables: found, open } = findTables(text, memory.get("table") as OpenTable | undefined);
    memory.set("table", open);
    if (found.length === 0) return detectPlain(text, options, memory);
    const result: Entity[] = [];
    let at = 0;
    const plainUpTo = (end: number) => {
      if (text.slice(at, end).trim() !== "") {
        const between = detectPlain(text.slice(at, end), options, memory);
        result.push(...between.map((entity) => ({ ...entity, start: entity.start + at, end: entity.end + at })));
      }
      at = end;
    };
    for (const table of found) {
      plainUpTo(table.start);
      const view = viewTable(text, table);
      result.push(...view.toText(detectPlain(view.text, options, memory)));
      at = table.end;
    }
    plainUpTo(text.length);
    return result;
  };

  const detectSegment = (
    text: string,
    options: DetectOptions,
    memory: Map<string, unknown>,
    others: readonly Entity[],
  ): Entity[] => {
    const found =
      options.format === "code" ? detectPlain(text, options, memory) : detectWithTables(text, options, memory);
    if (others.length === 0) return found;
    // What form and checksum say is proven; a model is only sure.
    const isFree = createFreeTest(
      found.filter(({ score, recognizer }) => score >= provenScore && !isProposer(recognizer)),
    );
    return resolveOverlaps([...found, ...others.filter(isFree)]);
  };

  const stream = (options: DetectOptions = {}): DetectionStream => {
    const keep = createKeep(options);
    const memory = new Map<string, unknown>();
    let pending = "";
    let offset = 0;
    const drain = (complete: boolean): Entity[] => {
      const result: Entity[] = [];
      let start = 0;
      while (start < pending.length) {
        const end = segmentEnd(pending, start, complete);
        if (end === undefined) break;
        const segment = start === 0 && end === pending.length ? pending : pending.slice(start, end);
        const others = entitiesBetween(options.proposed, offset + start, offset + end);
        for (const entity of detectSegment(segment, options, memory, others)) {
          if (!keep(entity, segment)) continue;
          const shift = offset + start;
          result.push(shift === 0 ? entity : { ...entity, start: entity.start + shift, end: entity.end + shift });
        }
        start = end;
      }
      pending = start === 0 ? pending : pending.slice(start);
      offset += start;
      return result;
    };
    return {
      push(piece) {
        pending += piece;
        return drain(false);
      },
      end: () => drain(true),
    };
  };

  return {
    detect(text, options = {}) {
      const whole = stream(options);
      const first = whole.push(text);
      const rest = whole.end();
      return first.length === 0 ? rest : [...first, ...rest];
    },
    stream,
    problems: custom.problems,
  };
}

/** The entities that lie in a part of the text, with offsets in it. */
function entitiesBetween(entities: readonly Entity[] | undefined, start: number, end: number): readonly Entity[] {
  if (entities === undefined || entities.length === 0) return [];
  return entities
    .filter((entity) => entity.start >= start && entity.end <= end)
    .map((entity) => ({ ...entity, start: entity.start - start, end: entity.end - start }));
}

const noAssets: Pick<EngineHost, "asset"> = {
  asset: (name) => Promise.reject(new Error(`no host to load ${name} from`)),
};
