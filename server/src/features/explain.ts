import { severities } from "@promptveil/engine/model";
import { ExplainFindingRequest } from "@promptveil/protocol";
import { type ServerContext, subjectLookup } from "../context.ts";
import { shownFindings } from "../convert/diagnostics.ts";
import { explanation } from "../convert/explanation.ts";
import { guarded } from "../guard.ts";
import { isIn } from "./hover.ts";

/** Explains one finding in full. */
export function provideExplanations(context: ServerContext): void {
  context.connection.onRequest(
    ExplainFindingRequest.method,
    guarded<ExplainFindingRequest.Params, ExplainFindingRequest.Result | null>(
      context.log,
      "explanation",
      null,
      async ({ textDocument: { uri }, at }, token) => {
        const analyzed = await context.analyses.analyze(uri, token);
        if (!analyzed) return null;
        const engine = await context.engine();
        const candidates = shownFindings(analyzed).filter(({ finding, place }) =>
          "findingId" in at ? finding.id === at.findingId : place.uri === uri && isIn(at.position, place.range),
        );
        candidates.sort((a, b) => severities.indexOf(b.finding.severity) - severities.indexOf(a.finding.severity));
        const found = candidates[0];
        if (!found) return null;
        const { finding, place } = found;
        const { folder, subject } = analyzed;
        const subjectOf = subjectLookup(context, folder);
        return {
          findingId: finding.id,
          rule: finding.rule,
          range: place.range,
          href: engine.ruleUrl(finding.rule),
          markdown: explanation(finding, { engine }),
          steps: finding.flow.flatMap((step) => {
            const at = step.file === finding.file ? subject.locate(step.span) : subjectOf(step.file)?.locate(step.span);
            return at ? [{ uri: at.uri, range: at.range, label: step.label }] : [];
          }),
        };
      },
    ),
  );
}
