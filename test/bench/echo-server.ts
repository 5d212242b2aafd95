import {
  createConnection,
  DocumentDiagnosticReportKind,
  ProposedFeatures,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";

// The least that a language server can do: keep the text and answer with one diagnostic. What PromptVeil takes
// longer than this is its own.
const connection = createConnection(ProposedFeatures.all);
const documents = new TextDocuments(TextDocument);
connection.onInitialize(() => ({
  capabilities: {
    textDocumentSync: TextDocumentSyncKind.Incremental,
    diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false },
  },
}));
connection.languages.diagnostics.on(({ textDocument }) => {
  const document = documents.get(textDocument.uri);
  const end = document?.positionAt(Math.min(10, document.getText().length)) ?? { line: 0, character: 0 };
  const range = { start: { line: 0, character: 0 }, end };
  return { kind: DocumentDiagnosticReportKind.Full, items: [{ range, message: "echo" }] };
});
documents.listen(connection);
connection.listen();
