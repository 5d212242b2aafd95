import type { Detector, PromptSite } from "@promptveil/engine";
import { AnonymizeTextRequest, PromptSitesRequest, ReconstructPromptRequest } from "@promptveil/protocol";
import type { Range } from "vscode-languageserver";
import type { ServerContext } from "../context.ts";
import { guarded } from "../guard.ts";
import { type Anonymizers, anonymize, joinMessages, renderPrompt } from "../previews/render.ts";
import type { Prepared } from "../workspace/analyses.ts";

/** Shows prompts as they would be sent and as they would be sent anonymized; anonymizes texts. */
export function providePreviews(context: ServerContext): void {
  const { connection, log, analyses } = context;
  let loading: Promise<Detector> | undefined;

  async function tools(): Promise<Anonymizers> {
    const engine = await context.engine();
    loading ??= engine.createDetector();
    return { engine, detector: await loading };
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
          const { text, entities } = anonymize(original, await tools());
          const messages = [{ role: "", original, anonymized: text }];
          return { title: "Selection", personalValues: entities.length, messages, original, anonymized: text };
        }
        const prepared = await analyses.prepare(uri, token);
        if (!prepared) return null;
        const site = "siteId" in at ? siteById(prepared, at.siteId) : siteAt(prepared, uri, at.position);
        const prompt = site && prepared.folder.analyzer.reconstruct(prepared.file, site.id);
        if (!prompt) return null;
        const messages = renderPrompt(prompt, await tools());
        return {
          siteId: prompt.site.id,
          title: prompt.site.title,
          personalValues: prompt.site.personalValues,
          messages,
          original: joinMessages(messages, "original"),
          anonymized: joinMessages(messages, "anonymized"),
        };
      },
    ),
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
        const result = anonymize(text, await tools());
        const counts = new Map<string, number>();
        for (const { type } of result.entities) counts.set(type, (counts.get(type) ?? 0) + 1);
        return {
          text: result.text,
          replaced: [...counts].map(([type, count]) => ({ type, count })),
          ...("range" in source && document ? { version: document.version } : {}),
        };
      },
    ),
  );
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

/** The innermost site around a position. */
function siteAt({ folder, file, subject }: Prepared, uri: string, position: Range["start"]): PromptSite | undefined {
  const offset = subject.offsetAt(uri, position);
  if (offset === undefined) return undefined;
  const around = folder.analyzer.promptSites(file).filter(({ span }) => span.start <= offset && offset <= span.end);
  return around.sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0];
}

function brief({ id, kind, title, personalValues }: PromptSite) {
  return { id, kind, title, personalValues };
}
