import type { DetectOptions, Detector, DetectPolicy, EngineHost, Entity } from "../model/index.ts";
import { compileRecognizers, type RecognizerTables } from "./compile.ts";
import { isOnRequest } from "./entity-types.ts";
import { resolveOverlaps } from "./overlap.ts";
import { builtInProposers } from "./proposers.ts";
import type { Recognizer } from "./recognizer.ts";
import { recognizers as builtInRecognizers } from "./registry.ts";
import { runRecognizers } from "./run.ts";
import type { ProposalContext, SpanProposer, SpanProposerFactory } from "./span-proposer.ts";

/**
 * Least score of an entity for each use. The editor shows what is likely; an audit lists a little more; redaction
 * would rather take out too much. Settings override them (`detect.thresholds`).
 */
export const defaultThresholds = { editor: 0.6, audit: 0.5, redaction: 0.4 } as const;

/** Types that are only given on request are given down to this score when asked for by name. */
const onRequestThreshold = 0.2;

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

/**
 * Makes a detector: loads what it needs, compiles the recognizers. Detection itself is synchronous.
 * @throws when an asset of a proposer is missing
 */
export async function createDetector(options: DetectorOptions = {}): Promise<Detector> {
  return (await loadDetectors(options))(options);
}

/**
 * Loads once what detectors share, and gives a function that makes one for a policy without waiting.
 * @throws when an asset of a proposer is missing
 */
export async function loadDetectors(options: DetectorOptions = {}): Promise<(policy: DetectorPolicy) => Detector> {
  const tables = compileRecognizers(options.recognizers ?? builtInRecognizers);
  const proposers: SpanProposer[] = [];
  const host = options.host ?? noAssets;
  for (const factory of options.proposers ?? (options.host ? builtInProposers : [])) {
    const bytes = factory.asset ? await host.asset(factory.asset) : new Uint8Array();
    proposers.push(await factory.create(bytes, host));
  }
  return (detectorPolicy) => detectorOver(tables, proposers, detectorPolicy);
}

function detectorOver(
  tables: RecognizerTables,
  proposers: readonly SpanProposer[],
  { policy = {} }: DetectorPolicy,
): Detector {
  const defaultThreshold = policy.thresholds?.redaction ?? defaultThresholds.redaction;
  const ignoredTypes = new Set(policy.ignoreEntities ?? []);
  const ignoredCategories = policy.ignoreCategories ?? [];

  return {
    detect(text: string, detectOptions: DetectOptions = {}): Entity[] {
      const types = detectOptions.types ? new Set(detectOptions.types) : undefined;
      const threshold = detectOptions.threshold ?? defaultThreshold;
      const keep = (entity: Entity): boolean => {
        if (types && !types.has(entity.type)) return false;
        if (ignoredTypes.has(entity.type)) return false;
        if (ignoredCategories.some((name) => entity.category === name || entity.category.startsWith(`${name}.`))) {
          return false;
        }
        const least = types && isOnRequest(entity.type) ? Math.min(threshold, onRequestThreshold) : threshold;
        return entity.score >= least;
      };
      const { entities } = runRecognizers(text, 0, text.length, tables, {
        reservedExamples: policy.reservedExamples === true,
        wanted: wantedRecognizers(tables, types !== undefined || threshold <= onRequestThreshold),
      });
      const found = resolveOverlaps(entities);
      const context: ProposalContext = {
        found,
        keyed: [],
        format: detectOptions.format === "json" || detectOptions.format === "code" ? detectOptions.format : "text",
        languages: policy.languages ?? [],
        memory: new Map(),
      };
      const proposed = proposers.flatMap((proposer) => proposer.propose(text, context));
      const all = proposed.length > 0 ? resolveOverlaps([...found, ...proposed]) : found;
      return all.filter(keep);
    },
  };
}

const noAssets: Pick<EngineHost, "asset"> = {
  asset: (name) => Promise.reject(new Error(`no host to load ${name} from`)),
};

function wantedRecognizers(tables: RecognizerTables, onRequest: boolean): Uint8Array {
  const wanted = new Uint8Array(tables.all.length);
  for (const { index, recognizer } of tables.all) {
    wanted[index] = onRequest ? 1 : isOnRequest(recognizer.type) ? 0 : 1;
  }
  return wanted;
}
