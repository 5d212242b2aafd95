import { atLeast, type Finding, type FlowStep, type Span } from "@promptveil/engine/model";
import { type Diagnostic, type DiagnosticRelatedInformation, DiagnosticTag } from "vscode-languageserver";
import type { ClientAbilities } from "../client-capabilities.ts";
import type { Engine } from "../engine.ts";
import type { Analyzed } from "../workspace/analyses.ts";
import type { Place, Subject } from "../workspace/subject.ts";
import { diagnosticSeverity } from "./severity.ts";

/** VS Code shows no more than this of a file. */
const mostShown = 1000;

/** Rules about something that should be given up for another, which editors can strike out. */
const deprecations = new Set(["PV108"]);

export interface DiagnosticsOptions {
  readonly engine: Engine;
  readonly abilities: ClientAbilities;
  /** The open document or closed file that the engine calls by this name. */
  subjectOf(file: string): Subject | undefined;
}

/** The findings that are shown, with the place where each is. */
export function shownFindings({ analysis, subject, settings }: Analyzed): { finding: Finding; place: Place }[] {
  const shown = analysis.findings
    .filter((finding) => atLeast(finding.severity, settings.minSeverity))
    .flatMap((finding) => {
      const place = placeOf(finding, subject);
      return place ? [{ finding, place }] : [];
    });
  if (shown.length <= mostShown) return shown;
  return shown
    .sort((a, b) => diagnosticSeverity(a.finding.severity) - diagnosticSeverity(b.finding.severity))
    .slice(0, mostShown);
}

/** The diagnostics of a document, or of each cell of a notebook, by URI; empty ones included. */
export function toDiagnostics(analyzed: Analyzed, options: DiagnosticsOptions): Map<string, Diagnostic[]> {
  const byUri = new Map<string, Diagnostic[]>(analyzed.subject.documents.map((uri) => [uri, []]));
  for (const { finding, place } of shownFindings(analyzed)) {
    byUri.get(place.uri)?.push(toDiagnostic(finding, place, analyzed, options));
  }
  return byUri;
}

export function toDiagnostic(
  finding: Finding,
  place: Place,
  { subject, folder }: Analyzed,
  { engine, abilities, subjectOf }: DiagnosticsOptions,
): Diagnostic {
  const stepPlace = (step: FlowStep) => {
    if (step.file === finding.file) return subject.locate(step.span);
    return subjectOf(step.file)?.locate(step.span) ?? { uri: folder.uriOf(step.file), range: step.range };
  };
  const related = finding.flow.flatMap((step): DiagnosticRelatedInformation[] => {
    const at = stepPlace(step);
    return at ? [{ location: { uri: at.uri, range: at.range }, message: step.label }] : [];
  });
  return {
    range: place.range,
    severity: diagnosticSeverity(finding.severity),
    code: finding.rule,
    source: "PromptVeil",
    message: finding.message,
    ...(abilities.codeDescription ? { codeDescription: { href: engine.ruleUrl(finding.rule) } } : {}),
    ...(abilities.diagnosticData ? { data: finding.id } : {}),
    ...(abilities.relatedInformation && related.length > 0 ? { relatedInformation: related } : {}),
    ...(abilities.deprecatedTag && deprecations.has(finding.rule) ? { tags: [DiagnosticTag.Deprecated] } : {}),
  };
}

/** Where the personal values of a finding stand: the place where it is shown, and those of what goes the same way. */
export function placesOfValues({ finding, place }: { finding: Finding; place: Place }, subject: Subject): Place[] {
  const further = finding.flow.filter((step) => step.furtherValue && step.file === finding.file);
  return [place, ...further.flatMap((step) => subject.locate(step.span) ?? [])];
}

/** Where a finding is shown. One that spans several cells of a notebook is shown where it begins. */
export function placeOf(finding: Finding, subject: Subject): Place | undefined {
  const span: Span = finding.span ?? { start: 0, end: 0 };
  return subject.locate(span) ?? subject.locate({ start: span.start, end: span.start });
}
