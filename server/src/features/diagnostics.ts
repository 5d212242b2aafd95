import { createHash } from "node:crypto";
import { VisibleRangesNotification } from "@promptveil/protocol";
import type {
  CancellationToken,
  Diagnostic,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
} from "vscode-languageserver";
import { type ServerContext, subjectLookup } from "../context.ts";
import { placesOfValues, shownFindings, toDiagnostics } from "../convert/diagnostics.ts";
import { guarded, guardedNotice } from "../guard.ts";
import type { PolicyProblems } from "./policy-problems.ts";

const neverCancelled: CancellationToken = {
  isCancellationRequested: false,
  onCancellationRequested: () => ({ dispose() {} }),
};

/** Computes diagnostics when the client asks, or sends them after each change to clients that cannot ask. */
export interface DiagnosticsFeature {
  /** What was shown may be out of date: of these documents, or of all. */
  refresh(uris?: readonly string[]): void;
}

/** @param onAnalyzed called with the URI of a document or notebook when its diagnostics are there */
export function provideDiagnostics(
  context: ServerContext,
  policyProblems: PolicyProblems,
  onAnalyzed: (uri: string) => void,
): DiagnosticsFeature {
  const { connection, log, documents, analyses } = context;

  async function compute(uri: string, token: CancellationToken): Promise<Map<string, Diagnostic[]>> {
    const engine = await context.engine();
    const analyzed = await analyses.analyze(uri, token);
    policyProblems.publish();
    onAnalyzed(analyzed?.subject.uri ?? uri);
    if (!analyzed) return new Map();
    const { subject, folder, analysis } = analyzed;
    const shown = shownFindings(analyzed);
    const further = shown.flatMap((each) => placesOfValues(each, subject).slice(1));
    for (const document of subject.documents) {
      context.status.document({
        uri: document,
        findings: shown.filter(({ place }) => place.uri === document).length,
        partial: analysis.partial,
        furtherValues: further.filter(({ uri: at }) => at === document).map(({ range }) => range),
        ...(analysis.skipped === undefined ? {} : { skipped: analysis.skipped }),
        ...(subject.part === undefined ? {} : { part: subject.part }),
      });
    }
    return toDiagnostics(analyzed, {
      engine,
      abilities: context.client().abilities,
      subjectOf: subjectLookup(context, folder),
    });
  }

  connection.languages.diagnostics.on(
    guarded<DocumentDiagnosticParams, DocumentDiagnosticReport>(
      log,
      "diagnostics",
      { kind: "full", items: [] },
      async (params, token) => {
        const { uri } = params.textDocument;
        const items = (await compute(uri, token)).get(uri) ?? [];
        const resultId = createHash("sha1").update(JSON.stringify(items)).digest("base64url");
        if (resultId === params.previousResultId) return { kind: "unchanged", resultId };
        return { kind: "full", resultId, items };
      },
    ),
  );

  const pushes = createPushes(context, (uri) => compute(uri, neverCancelled));
  const askAgain = throttled(250, () => {
    if (context.client().abilities.refreshDiagnostics) void connection.languages.diagnostics.refresh().catch(() => {});
  });
  documents.onDidChange((uri) => {
    if (!context.client().abilities.pullDiagnostics) pushes.schedule(uri);
  });
  documents.onDidClose(({ uri, cells, whole }) => {
    if (context.client().abilities.pullDiagnostics) return;
    if (whole) pushes.drop(uri);
    for (const gone of whole && cells.length === 0 ? [uri] : cells)
      void connection.sendDiagnostics({ uri: gone, diagnostics: [] });
  });

  function refresh(uris?: readonly string[]): void {
    const open = [...documents.texts(), ...documents.notebooks()].map((each) => each.uri);
    const concerned = uris ? open.filter((uri) => uris.includes(uri)) : open;
    if (concerned.length === 0) return;
    if (context.client().abilities.pullDiagnostics) askAgain();
    else for (const uri of concerned) pushes.schedule(uri);
  }
  analyses.onDidAffect(refresh);
  connection.onNotification(
    VisibleRangesNotification.method,
    guardedNotice<VisibleRangesNotification.Params>(log, "visible rows", ({ textDocument: { uri }, ranges }) => {
      const document = documents.get(uri);
      if (document && context.visibleRows.show(document, ranges)) refresh([uri]);
    }),
  );
  return { refresh };
}

interface Pushes {
  schedule(uri: string): void;
  drop(uri: string): void;
}

/** Sends diagnostics of documents, each as soon as the messages that wait in line are handled, the newest state only. */
function createPushes(context: ServerContext, compute: (uri: string) => Promise<Map<string, Diagnostic[]>>): Pushes {
  const due = new Set<string>();
  const running = new Set<string>();

  async function push(uri: string): Promise<void> {
    running.add(uri);
    try {
      while (due.delete(uri)) {
        const byUri = await compute(uri);
        // A document that changed meanwhile is due again: its places would be those of an old text.
        if (due.has(uri)) continue;
        for (const [each, diagnostics] of byUri) {
          const document = context.documents.get(each);
          if (!document) continue;
          await context.connection.sendDiagnostics({ uri: each, version: document.version, diagnostics });
        }
      }
    } catch (error) {
      context.log.failure("diagnostics", error);
    } finally {
      running.delete(uri);
    }
  }

  return {
    schedule(uri) {
      due.add(uri);
      if (running.has(uri)) return;
      running.add(uri);
      setImmediate(() => void push(uri));
    },
    drop: (uri) => void due.delete(uri),
  };
}

/** Runs `work` at once, and at most once per `interval` milliseconds from then on, the last call included. */
export function throttled(interval: number, work: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let again = false;
  const run = () => {
    again = false;
    work();
    timer = setTimeout(() => {
      timer = undefined;
      if (again) run();
    }, interval);
    timer.unref();
  };
  return () => {
    if (timer) again = true;
    else run();
  };
}
