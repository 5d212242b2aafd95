import { placeOf } from "./flow-path.ts";
import { enclosing, type FlowAt, functionOf } from "./found-flow.ts";
import type { CodePlace, SinkHit, TaintFlow } from "./result.ts";
import type { SinkSite } from "./sink-site.ts";

/** Calls come first, then messages, then texts: the order in which sinks are asked and given what they report. */
export const formRank = { call: 0, message: 1, text: 2 } as const;

/** Gives every exposure to one sink: the call where it is built beside it, else the prompt it is built in. */
export function assignFlows(
  results: readonly { readonly site: SinkSite; readonly flows: readonly FlowAt[] }[],
): SinkHit[] {
  const ordered = [...results].sort(
    (a, b) => formRank[a.site.form] - formRank[b.site.form] || b.site.node - a.site.node,
  );
  const owner = new Map<string, { hit: MutableHit; site: SinkSite; flow: TaintFlow }>();
  const hits: MutableHit[] = [];
  const reached: { key: string; place: CodePlace; confidence: number }[] = [];
  for (const pass of ["near", "rest"] as const) {
    for (const { site, flows } of ordered) {
      const here = functionOf(site);
      for (const { flow, key, entryFunction, shape } of flows) {
        // Built as a prompt in another function: that one reports it, and this call is what it reaches.
        const elsewhere =
          site.form !== "text" &&
          shape !== undefined &&
          functionOf(shape) !== here &&
          (site.kind === "llm" || site.kind === "prompt");
        const isNear = site.form !== "call" || (site.kind !== "llm" ? true : entryFunction === here);
        if (pass === "near" ? !isNear && !elsewhere : isNear) continue;
        if (elsewhere) {
          reached.push({ key, place: placeOf(site), confidence: flow.confidence });
          continue;
        }
        const exposure = `${site.kind === "llm" || site.kind === "prompt" ? "model" : site.kind}:${key}`;
        // A message that ends up in a training file is a row, not a prompt; a model's answer to it is another matter.
        const row = site.kind === "prompt" ? owner.get(`dataset:${key}`) : undefined;
        if (row && row.flow.source.confidence >= flow.source.confidence && !owner.has(`model:${key}`)) continue;
        const known = owner.get(exposure);
        if (known) {
          if (known.site !== site && site.form === "call") known.hit.reaches.push(placeOf(site));
          const isAlike =
            site.kind === known.site.kind &&
            site.form === known.site.form &&
            (site.kind === "log" || site.kind === "prompt");
          if (!isAlike || flow.confidence <= known.flow.confidence) continue;
          // Of two logs or messages, the one that is surely given the value tells of it.
          known.hit.flows.splice(known.hit.flows.indexOf(known.flow), 1);
          if (known.hit.flows.length === 0) hits.splice(hits.indexOf(known.hit), 1);
        }
        let hit = hits.find((candidate) => candidate.site === site);
        if (!hit) {
          hit = { site, flows: [], reaches: site.leadsTo ? [placeOf(site.leadsTo)] : [] };
          hits.push(hit);
        }
        hit.flows.push(flow);
        owner.set(exposure, { hit, site, flow });
      }
    }
  }
  for (const { key, place, confidence } of reached) {
    const known = owner.get(`model:${key}`);
    if (!known) continue;
    known.hit.reaches.push(place);
    // What reaches a model is as sure as that call, however little the prompt reads like one.
    if (confidence <= known.flow.confidence) continue;
    const surer = { ...known.flow, confidence };
    known.hit.flows[known.hit.flows.indexOf(known.flow)] = surer;
    known.flow = surer;
  }
  return hits
    .sort((a, b) => a.site.node - b.site.node)
    .map(({ site, flows, reaches }) => ({
      ...placeOf(site),
      kind: site.kind,
      entry: site.entry,
      title: site.title,
      ...(site.provider && { provider: site.provider }),
      enclosing: enclosing(site.file, site.node),
      confidence: site.confidence,
      flows,
      reaches: uniquePlaces(reaches),
    }));
}

interface MutableHit {
  readonly site: SinkSite;
  readonly flows: TaintFlow[];
  readonly reaches: CodePlace[];
}

function uniquePlaces(places: readonly CodePlace[]): CodePlace[] {
  const seen = new Map(places.map((place) => [`${place.file}:${place.span.start}:${place.span.end}`, place]));
  return [...seen.values()];
}
