import type { Finding, WorkspaceChange } from "@promptveil/engine";
import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  MessageType,
  type Range,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { type ServerContext, subjectLookup } from "../context.ts";
import { placeOf, placesOfValues, shownFindings, toDiagnostic } from "../convert/diagnostics.ts";
import { isEmptyChange, toWorkspaceEdit } from "../convert/edits.ts";
import { guarded } from "../guard.ts";
import { showMessage } from "../log.ts";
import type { Words } from "../words/words.ts";
import type { Analyzed } from "../workspace/analyses.ts";

export const fixAllKind = "source.fixAll.promptveil";
export const notebookFixAllKind = "notebook.source.fixAll.promptveil";

/** What a code action needs to find its edit again. */
type ActionData =
  | { readonly uri: string; readonly finding: string; readonly fix: string }
  | { readonly uri: string; readonly all: true };

/** Quick fixes of findings, and the actions that fix a file or a notebook as a whole; edits are computed lazily. */
export function provideCodeActions(context: ServerContext): void {
  const { connection, log, analyses } = context;

  connection.onCodeAction(
    guarded(log, "code actions", [], async (params, token): Promise<CodeAction[]> => {
      if (!context.client().abilities.codeActionLiterals) return [];
      const analyzed = await analyses.analyze(params.textDocument.uri, token);
      if (!analyzed) return [];
      const actions = [
        ...(await quickFixes(analyzed, params)),
        ...fixAllActions(analyzed, params, context.client().words),
      ];
      const { resolveEdit } = context.client().abilities;
      if (resolveEdit) return actions;
      return actions.flatMap(({ data, ...action }) => {
        const edit = editOf(analyzed, data as ActionData);
        return edit ? [{ ...action, edit }] : [];
      });
    }),
  );

  connection.onCodeActionResolve(async (action, token) =>
    guarded<CodeAction, CodeAction>(log, "code action", action, async () => {
      const edit = await resolve(action.data as ActionData, token);
      if (edit) return { ...action, edit };
      showMessage(connection, MessageType.Info, context.client().words("fixIsStale"));
      return action;
    })(action, token),
  );

  async function resolve(data: ActionData, token: CancellationToken): Promise<WorkspaceEdit | undefined> {
    const analyzed = await analyses.analyze(data.uri, token);
    return analyzed && editOf(analyzed, data);
  }

  function editOf({ folder, file }: Analyzed, data: ActionData): WorkspaceEdit | undefined {
    const change: WorkspaceChange | undefined =
      "all" in data ? folder.analyzer.fixAll(file) : folder.analyzer.resolveFix(file, data.finding, data.fix);
    if (!change || isEmptyChange(change)) return undefined;
    return toWorkspaceEdit(change, {
      abilities: context.client().abilities,
      subjectOf: subjectLookup(context, folder),
      uriOf: folder.uriOf,
    });
  }

  async function quickFixes(analyzed: Analyzed, params: CodeActionParams): Promise<CodeAction[]> {
    if (!wants(params, CodeActionKind.QuickFix)) return [];
    const { uri } = params.textDocument;
    const engine = await context.engine();
    const actions: CodeAction[] = [];
    for (const shown of shownFindings(analyzed)) {
      const { finding } = shown;
      const places = placesOfValues(shown, analyzed.subject);
      if (!places.some((place) => place.uri === uri && touch(place.range, params.range))) continue;
      const diagnostic = sentBack(params, finding) ?? diagnosticOf(finding);
      for (const fix of finding.fixes) {
        const data: ActionData = { uri, finding: finding.id, fix: fix.id };
        actions.push({
          title: fix.title,
          kind: CodeActionKind.QuickFix,
          isPreferred: fix.preferred,
          diagnostics: [diagnostic],
          data,
        });
      }
    }
    return told(actions, ({ data }) => editOf(analyzed, data as ActionData));

    function diagnosticOf(finding: Finding): Diagnostic {
      return toDiagnostic(finding, placeOf(finding, analyzed.subject)!, analyzed, {
        engine,
        abilities: context.client().abilities,
        subjectOf: subjectLookup(context, analyzed.folder),
      });
    }
  }
}

/**
 * Tells actions with the same words apart: those that make the same edits become one, which fixes what each of them
 * did, and the others say which rule they are for.
 */
function told(actions: readonly CodeAction[], editOf: (action: CodeAction) => WorkspaceEdit | undefined): CodeAction[] {
  return actions.flatMap((action): CodeAction[] => {
    const alike = actions.filter(({ title }) => title === action.title);
    if (alike.length === 1) return [action];
    const edits = alike.map((each) => JSON.stringify(editOf(each) ?? null));
    const at = alike.indexOf(action);
    const own = edits[at] ?? "";
    if (edits.indexOf(own) < at) return [];
    const same = alike.filter((_, index) => edits[index] === own);
    const diagnostics = same.flatMap((each) => each.diagnostics ?? []);
    const isPreferred = same.some((each) => each.isPreferred === true);
    const rules = diagnostics.map(({ code }) => code).join(", ");
    const title = same.length === alike.length ? action.title : `${action.title} (${rules})`;
    return [{ ...action, title, diagnostics, isPreferred }];
  });
}

function fixAllActions(analyzed: Analyzed, params: CodeActionParams, words: Words): CodeAction[] {
  const { uri } = params.textDocument;
  const isCell = analyzed.subject.uri !== uri;
  // Asked of every cell of a notebook at once, the form for text files would make the same edits many times over.
  const kind = isCell ? notebookFixAllKind : fixAllKind;
  if (!wants(params, kind)) return [];
  if (!analyzed.analysis.findings.some((finding) => finding.fixes.some((fix) => fix.preferred))) return [];
  const title = words(isCell ? "fixNotebook" : "fixFile");
  const data: ActionData = { uri, all: true };
  return [{ title, kind, data }];
}

function wants({ context: { only } }: CodeActionParams, kind: string): boolean {
  if (!only) return true;
  // Neovim 0.7 documents, and so people send, one kind that is no list.
  return [only].flat().some((asked) => asked === "" || kind === asked || kind.startsWith(`${asked}.`));
}

function sentBack(params: CodeActionParams, finding: Finding): Diagnostic | undefined {
  return params.context.diagnostics.find((diagnostic) => diagnostic.data === finding.id);
}

function touch(a: Range, b: Range): boolean {
  return !before(a.end, b.start) && !before(b.end, a.start);
}

function before(a: Range["start"], b: Range["start"]): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
