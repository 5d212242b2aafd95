import type {
  Analyzer,
  AnalyzerOptions,
  AnonymizedText,
  Detector,
  DetectorOptions,
  DetectorPolicy,
  EngineHost,
  Entity,
  EntityType,
  OperatorPlan,
  Policy,
  PolicyProblem,
  PromptPreview,
  ReconstructedPrompt,
  RuleId,
  ScanResult,
} from "@promptveil/engine";

/** The part of the engine that the server works with, so that it can be loaded late and stood in for by tests. */
export interface Engine {
  createAnalyzer(host: EngineHost, options: AnalyzerOptions): Promise<Analyzer>;
  loadDetectors(options: Pick<DetectorOptions, "host">): Promise<(policy: DetectorPolicy) => Detector>;
  documentKind(file: string, languageId?: string): string | undefined;
  /** The languages of the code that files of these names hold. */
  languagesOf(files: readonly string[]): readonly string[];
  readonly defaultPolicy: Policy;
  parsePolicy(text: string): { readonly policy: Policy; readonly problems: readonly PolicyProblem[] };
  ruleById(id: RuleId): RuleInfo | undefined;
  ruleUrl(id: RuleId): string;
  /** The text of a new `.promptveil.yml`. */
  readonly policyTemplate: string;
  operatorPlan(config?: Readonly<Record<EntityType, unknown>>): { readonly plan: OperatorPlan };
  previewPrompt(prompt: ReconstructedPrompt, detector: Detector, plan: OperatorPlan): PromptPreview;
  anonymizeText(text: string, entities: readonly Entity[], plan: OperatorPlan): AnonymizedText;
  /** A report for people about what an audit found. */
  toMarkdown(result: ScanResult, rules: readonly RuleInfo[]): string;
  readonly rules: readonly RuleInfo[];
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
  return await import("@promptveil/engine");
}
