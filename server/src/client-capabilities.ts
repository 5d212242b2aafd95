import type { ClientCapabilities } from "vscode-languageserver";

/** What the client can do, as far as the server acts on it. */
export interface ClientAbilities {
  readonly pullDiagnostics: boolean;
  readonly refreshDiagnostics: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly diagnosticData: boolean;
  readonly deprecatedTag: boolean;
  readonly codeActionLiterals: boolean;
  readonly resolveEdit: boolean;
  readonly codeActionData: boolean;
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  readonly markdownHover: boolean;
  readonly configuration: boolean;
  readonly registerConfiguration: boolean;
  readonly registerWatchers: boolean;
  readonly workspaceFolders: boolean;
  readonly refreshCodeLenses: boolean;
  readonly workDoneProgress: boolean;
}

export function readAbilities({ textDocument, window, workspace }: ClientCapabilities): ClientAbilities {
  const published = textDocument?.publishDiagnostics;
  const pulled = textDocument?.diagnostic;
  const action = textDocument?.codeAction;
  const edit = workspace?.workspaceEdit;
  const diagnostics = { ...published, ...pulled };
  return {
    pullDiagnostics: pulled !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    relatedInformation: diagnostics.relatedInformation === true,
    codeDescription: diagnostics.codeDescriptionSupport === true,
    diagnosticData: pulled !== undefined || diagnostics.dataSupport === true,
    deprecatedTag: diagnostics.tagSupport?.valueSet?.includes(2) === true,
    codeActionLiterals: action?.codeActionLiteralSupport !== undefined,
    resolveEdit: action?.resolveSupport?.properties.includes("edit") === true && action.dataSupport === true,
    codeActionData: action?.dataSupport === true,
    documentChanges: edit?.documentChanges === true,
    createFiles: edit?.documentChanges === true && edit.resourceOperations?.includes("create") === true,
    markdownHover: textDocument?.hover?.contentFormat?.includes("markdown") === true,
    configuration: workspace?.configuration === true,
    registerConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registerWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    refreshCodeLenses: workspace?.codeLens?.refreshSupport === true,
    workDoneProgress: window?.workDoneProgress === true,
  };
}
