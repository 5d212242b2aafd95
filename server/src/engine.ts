import type {
  Analyzer,
  AnalyzerOptions,
  CategoryName,
  Detector,
  EngineHost,
  EntityType,
  Policy,
  PolicyProblem,
  RuleId,
  ScanResult,
} from "@promptveil/engine";

/** The part of the engine that the server works with, so that it can be loaded late and stood in for by tests. */
export interface Engine {
  createAnalyzer(host: EngineHost, options: AnalyzerOptions): Promise<Analyzer>;
  createDetector(): Promise<Detector>;
  documentKind(file: string, languageId?: string): string | undefined;
  readonly defaultPolicy: Policy;
  parsePolicy(text: string): { readonly policy: Policy; readonly problems: readonly PolicyProblem[] };
  ruleById(id: RuleId): RuleInfo | undefined;
  ruleUrl(id: RuleId): string;
  placeholder(type: EntityType): string;
  entityTypeOf(category: CategoryName): EntityType | undefined;
  /** An invented value of a kind, the same each time; by `label` where the kind is unknown. */
  sampleValue(type: EntityType | undefined, label: string): string;
  /** A report for people about what an audit found. */
  toMarkdown(result: ScanResult): string;
}

/** What is said about a rule. */
export interface RuleInfo {
  readonly id: RuleId;
  readonly title: string;
  readonly description: string;
  readonly legalBasis: readonly { readonly title: string; readonly url: string }[];
}

/** Loads the engine; evaluating its code takes longer than `initialize` may. */
export async function loadEngine(): Promise<Engine> {
  const engine = await import("@promptveil/engine");
  return { ...notYet(engine), ...engine };
}

function notYet({ defaultPolicy }: Pick<Engine, "defaultPolicy">) {
  return {
    parsePolicy: () => ({ policy: defaultPolicy, problems: [] }),
    placeholder: (type: EntityType) => `<${type}>`,
    entityTypeOf: () => undefined,
  };
}
