import type { Detector, Entity, OperatorPlan, Policy, PromptSite } from "@promptveil/engine";
import { createNodeHost } from "@promptveil/host-node";
import {
  AnonymizeTextRequest,
  PolicyTemplateRequest,
  PromptSitesRequest,
  ReconstructPromptRequest,
} from "@promptveil/protocol";
import type { Range } from "vscode-languageserver";
import type { ServerContext } from "../context.ts";
import type { Engine } from "../engine.ts";
import { guarded } from "../guard.ts";
import type { Prepared } from "../workspace/analyses.ts";

/** Shows prompts as they would be sent and as they would be sent anonymized; anonymizes texts. */
export function providePreviews(context: ServerContext): void {
  const { connection, log, analyses } = context;
  let loading: ReturnType<Engine["loadDetectors"]> | undefined;
  const detectors = new WeakMap<Policy, Detector>();

  /** What anonymizes a document's text: the detector and the operators of the policy that holds for it. */
  async function toolsFor(uri: string): Promise<Tools> {
    const engine = await context.engine();
    loading ??= engine.loadDetectors({ host: createNodeHost({ root: "/" }) });
    const make = await loading;
    const owner = context.documents.notebookOf(uri)?.uri ?? uri;
    const folder = await context.folders.of(owner);
    const policy = folder.policyOf(folder.nameOf(owner));
    let detector = detectors.get(policy);
    if (!detector) {
      const { detect, allow, deny } = policy;
      detector = make({ policy: detect, allow, deny });
      detectors.set(policy, detector);
    }
    const { plan } = engine.operatorPlan(policy.operators);
    const { classify } = context.model;
    return { engine, detector, plan, classify };
  }

  connection.onRequest(
    PromptSitesRequest.method,
    guarded<PromptSitesRequest.Params, PromptSitesRequest.Result>(
      log,
      "prompt sites",
      { sites: [] },
      async ({ textDocument: { uri } }, token) => {
        const prepared = await analyses.prepare(uri, token);
        return { sites: prepared ? sitesIn(prepared, uri).map(({ site, range }) => ({ ...brief(site), range })) : [] };
      },
    ),
  );

  connection.onRequest(
    ReconstructPromptRequest.method,
    guarded<ReconstructPromptRequest.Params, ReconstructPromptRequest.Result | null>(
      log,
      "preview",
      null,
      async ({ textDocument: { uri }, at }, token) => {
        if ("selection" in at) {
          const original = context.documents.get(uri)?.getText(at.selection);
          if (original === undefined) return null;
          const { text, items } = await anonymize(original, await toolsFor(uri));
          return {
            title: context.client().words("selection"),
            personalValues: items.length,
            original,
            anonymized: text,
          };
        }
        const prepared = await analyses.prepare(uri, token);
        if (!prepared) return null;
        const site = "siteId" in at ? siteById(prepared, at.siteId) : siteAt(prepared, uri, at.position);
        const prompt = site && prepared.folder.analyzer.reconstruct(prepared.file, site.id);
        if (!prompt) return null;
        const { engine, detector, plan } = await toolsFor(uri);
        const { original, anonymized, replaced } = engine.previewPrompt(prompt, detector, plan);
        const { id, title } = prompt.site;
        return { siteId: id, title, personalValues: replaced, original, anonymized };
      },
    ),
  );

  connection.onRequest(
    PolicyTemplateRequest.method,
    guarded<void, PolicyTemplateRequest.Result | null>(log, "policy template", null, async () => ({
      text: (await context.engine()).policyTemplate,
    })),
  );

  connection.onRequest(
    AnonymizeTextRequest.method,
    guarded<AnonymizeTextRequest.Params, AnonymizeTextRequest.Result | null>(
      log,
      "anonymize",
      null,
      async ({ textDocument: { uri }, source }) => {
        const document = context.documents.get(uri);
        const text = "text" in source ? source.text : document?.getText(source.range);
        if (text === undefined) return null;
        const result = await anonymize(text, await toolsFor(uri));
        const counts = new Map<string, number>();
        for (const { type } of result.items) counts.set(type, (counts.get(type) ?? 0) + 1);
        return {
          text: result.text,
          replaced: [...counts].map(([type, count]) => ({ type, count })),
          ...("range" in source && document ? { version: document.version } : {}),
        };
      },
    ),
  );
}

interface Tools {
  readonly engine: Engine;
  readonly detector: Detector;
  readonly plan: OperatorPlan;
  classify(text: string): Promise<readonly Entity[]>;
}

async function anonymize(text: string, { engine, detector, plan, classify }: Tools) {
  const entities = detector.detect(text, { format: "auto", proposed: await classify(text) });
  const { text: anonymized, items } = engine.anonymizeText(text, entities, plan);
  return { text: anonymized, items: items.filter(({ operator }) => operator !== "keep") };
}

/** The prompt sites that are shown in a document, or in one cell of a notebook. */
export function sitesIn({ folder, file, subject, settings, skipped }: Prepared, uri: string) {
  if (skipped !== undefined || !settings.enable) return [];
  return folder.analyzer.promptSites(file).flatMap((site): { site: PromptSite; range: Range }[] => {
    const place = subject.locate(site.span) ?? subject.locate({ start: site.span.start, end: site.span.start });
    return place?.uri === uri ? [{ site, range: place.range }] : [];
  });
}

function siteById({ folder, file }: Prepared, id: string): PromptSite | undefined {
  return folder.analyzer.promptSites(file).find((site) => site.id === id);
}

/** The innermost site around a position, else the nearest one on its line, else the only one there is. */
function siteAt(prepared: Prepared, uri: string, position: Range["start"]): PromptSite | undefined {
  const { folder, file, subject } = prepared;
  const offset = subject.offsetAt(uri, position);
  if (offset === undefined) return undefined;
  const sites = folder.analyzer.promptSites(file);
  const around = sites.filter(({ span }) => span.start <= offset && offset <= span.end);
  if (around.length > 0) return around.sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0];
  const shown = sitesIn(prepared, uri);
  const onLine = shown.filter(({ range }) => range.start.line <= position.line && position.line <= range.end.line);
  const distance = ({ span }: PromptSite) => Math.min(Math.abs(span.start - offset), Math.abs(span.end - offset));
  const nearest = onLine.sort((a, b) => distance(a.site) - distance(b.site))[0];
  return (nearest ?? (shown.length === 1 ? shown[0] : undefined))?.site;
}

function brief({ id, kind, title, personalValues }: PromptSite) {
  return { id, kind, title, personalValues };
}
