import type { Placeholder } from "../../documents/placeholders.ts";
import { type CancellationToken, type Span, throwIfCancelled } from "../../model/index.ts";
import type { AccessPaths } from "../access-path.ts";
import type { FlowFile, NodeRef } from "../file-facts.ts";
import { flowOf } from "../found-flow.ts";
import type { TaintFlow, TemplateFlows } from "../result.ts";
import type { SolverInput } from "../search/context.ts";
import { search } from "../search/search.ts";
import type { SinkSite } from "../sink-site.ts";
import type { TemplateFill, TemplateFiller } from "./template-fills.ts";

export interface TemplateFlowsInput {
  readonly solver: SolverInput;
  readonly paths: AccessPaths;
  readonly filler: TemplateFiller;
  /** The files with a call of that name; asking is noted. */
  filesCalling(name: string): Iterable<FlowFile>;
  touched(file: string): void;
}

/** What the code of the workspace fills the placeholders of a template file with. */
export function templateFlowsOf(
  input: TemplateFlowsInput,
  file: string,
  token: CancellationToken,
  isLate: () => boolean,
): TemplateFlows {
  const { filler } = input;
  const outOfTime = (): boolean => token.isCancellationRequested || isLate();
  const found = new Map<string, { span: Span; flows: TaintFlow[]; known: boolean }>();
  const asked = new Set<FlowFile>();
  for (const name of filler.names) for (const one of input.filesCalling(name)) asked.add(one);
  let partial = false;
  for (const code of asked) {
    throwIfCancelled(token);
    if (outOfTime()) {
      partial = true;
      break;
    }
    input.touched(code.file);
    for (const { node, fill } of filler.fillsIn(code)) {
      for (const template of fill.templates) {
        if (template.file !== file) continue;
        for (const { placeholder, span } of template.texts.flatMap(({ pieces }) => pieces)) {
          const values = placeholder ? fill.valuesOf(placeholder) : [];
          if (!placeholder || values.length === 0) continue;
          const made = filledWith(input, { file: code, node }, values, { file, span, placeholder }, outOfTime);
          const key = `${span.start}:${span.end}`;
          const before = found.get(key) ?? { span, flows: [], known: true };
          const known = before.known && made.complete && !made.flows.some(({ source }) => source.kind === "input");
          found.set(key, { span, flows: [...before.flows, ...made.flows], known });
        }
      }
    }
  }
  const placeholders = [...found.values()].flatMap(({ span, flows, known }) => {
    // What an end user typed is a matter of its own.
    const personal = flows.filter(({ source }) => source.kind !== "input");
    return known || personal.length > 0 ? [{ span, flows: personal }] : [];
  });
  return { file, placeholders, partial };
}

interface FilledPlace {
  readonly file: string;
  readonly span: Span;
  readonly placeholder: Placeholder;
}

/** What reaches one placeholder by one call. */
function filledWith(
  { solver, paths }: TemplateFlowsInput,
  call: NodeRef,
  values: ReturnType<TemplateFill["valuesOf"]>,
  { file, span, placeholder }: FilledPlace,
  outOfTime: () => boolean,
): { readonly flows: readonly TaintFlow[]; readonly complete: boolean } {
  const starts = values.map(({ node, steps }) => ({
    ref: { file: call.file, node },
    path: paths.of(steps),
    serialized: "text" as const,
  }));
  const name = placeholder.path.length === 1 ? placeholder.path[0] : undefined;
  const made = search(solver, starts, outOfTime, name);
  const site: SinkSite = {
    ...call,
    kind: "prompt",
    entry: "template-file",
    title: "template",
    confidence: 1,
    form: "text",
    starts,
  };
  const flows = made.found.map((one) => {
    const { flow } = flowOf(site, one, () => false);
    const filled = { ...flow.steps.at(-1)!, label: "filled into the template" };
    return { ...flow, steps: [...flow.steps.slice(0, -1), filled, { file, span, label: "put in here" }] };
  });
  return { flows, complete: made.complete };
}
