import type { Finding, FlowStep, Place, Range, Severity } from "../model/index.ts";
import { compareFindings, describePlace, type RuleSummary, type ScanResult } from "./report.ts";

export interface SarifOptions {
  /** Version of PromptVeil. */
  readonly version: string;
  /** Every rule that could have reported; the log lists them all. */
  readonly rules: readonly RuleSummary[];
}

type Level = "error" | "warning" | "note" | "none";

const levels: Readonly<Record<Severity, Level>> = { error: "error", warning: "warning", info: "note", hint: "note" };
/** What no URI can hold; a file name on Windows may. */
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const informationUri = "https://github.com/promptveil/promptveil";

/**
 * What a run found, as a SARIF 2.1.0 log: one run, the flow of each finding as a code flow, its id as a partial
 * fingerprint. File names are relative to the folder the scan ran in.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarif(result: ScanResult, options: SarifOptions): object {
  const ruleIndex = new Map(options.rules.map((rule, index) => [rule.id, index]));
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "PromptVeil",
            version: options.version,
            semanticVersion: options.version,
            informationUri,
            rules: options.rules.map(descriptor),
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { "%SRCROOT%": { description: { text: "The folder in which the scan ran." } } },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: result.errors.map((error) => ({
              level: "warning",
              message: { text: error.message },
              locations: [{ physicalLocation: { artifactLocation: artifact(error.file) } }],
            })),
          },
        ],
        results: [...result.findings].sort(compareFindings).map((finding) => toResult(finding, ruleIndex)),
      },
    ],
  };
}

function descriptor(rule: RuleSummary): object {
  const level = rule.defaultSeverity === "off" ? "none" : levels[rule.defaultSeverity];
  return {
    id: rule.id,
    name: pascalCase(rule.name),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.description },
    helpUri: rule.helpUri,
    help: {
      text: `${rule.description} ${rule.helpUri}`,
      markdown: `${rule.description} [More about ${rule.id}](${rule.helpUri}).`,
    },
    defaultConfiguration: { level, ...(rule.defaultSeverity === "off" && { enabled: false }) },
    properties: { tags: ["privacy", "security", ...rule.practices] },
  };
}

function toResult(finding: Finding, ruleIndex: ReadonlyMap<string, number>): object {
  const index = ruleIndex.get(finding.rule);
  return {
    ruleId: finding.rule,
    ...(index !== undefined && { ruleIndex: index }),
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [location(finding.file, finding.range, finding.place)],
    partialFingerprints: { "promptveil/v1": finding.id },
    ...(finding.flow.length > 0 && { codeFlows: [codeFlow(finding.flow)] }),
    rank: Math.round(finding.confidence * 1000) / 10,
    properties: {
      severity: finding.severity,
      certainty: finding.certainty,
      confidence: Math.round(finding.confidence * 1000) / 1000,
      categories: finding.categories,
      alsoMatches: finding.alsoMatches,
      ...(finding.cell !== undefined && { cell: finding.cell }),
    },
  };
}

function codeFlow(flow: readonly FlowStep[]): object {
  return {
    threadFlows: [
      {
        locations: flow.map((step, index) => ({
          location: { ...location(step.file, step.range), message: { text: step.label } },
          executionOrder: index + 1,
          importance: index === 0 || index === flow.length - 1 ? "essential" : "important",
        })),
      },
    ],
  };
}

function location(file: string, range?: Range, place?: Place): object {
  return {
    physicalLocation: { artifactLocation: artifact(file), ...(range && { region: region(range) }) },
    ...(!range && place && { logicalLocations: [{ fullyQualifiedName: describePlace(place), kind: "element" }] }),
  };
}

function region(range: Range): object {
  return {
    startLine: range.start.line + 1,
    startColumn: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
  };
}

/** An absolute path stands alone; a relative one is relative to the folder of the scan. */
function artifact(file: string): object {
  if (/^[A-Za-z]:\//.test(file)) return { uri: `file:///${encodePath(file)}` };
  if (file.startsWith("/")) return { uri: `file://${encodePath(file)}` };
  return { uri: encodePath(file), uriBaseId: "%SRCROOT%" };
}

/** A path as a URI reference: every segment escaped, and no segment of the first can be read as a scheme. */
function encodePath(path: string): string {
  return path.split("/").map(encodeSegment).join("/");
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(loneSurrogate, "\uFFFD")).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function pascalCase(name: string): string {
  return name
    .split("-")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
}
