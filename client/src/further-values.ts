import { DocumentStatusNotification } from "@promptveil/protocol";
import { type Range, type TextEditor, ThemeColor, window } from "vscode";
import type { ClientContext } from "./context.ts";

/** The values of a document, and the version of its text that they were found in. */
interface FurtherValues {
  readonly version: number;
  readonly ranges: readonly Range[];
}

/**
 * A finding is underlined where its first personal value stands. The others, which go the same way, are marked by a
 * dotted line, so that none looks as if it had been overlooked.
 */
export function registerFurtherValues({ client, own }: ClientContext): void {
  const known = new Map<string, FurtherValues>();
  const mark = window.createTextEditorDecorationType({
    borderStyle: "dotted",
    borderWidth: "0 0 1px 0",
    borderColor: new ThemeColor("editorWarning.foreground"),
    overviewRulerColor: new ThemeColor("editorOverviewRuler.warningForeground"),
  });
  const uriOf = ({ document }: TextEditor) => client.code2ProtocolConverter.asUri(document.uri);

  const show = (editor: TextEditor): void => {
    const values = known.get(uriOf(editor));
    // Marks that are there already move with the text; those of another version would be set in wrong places.
    if (values?.version === editor.document.version) editor.setDecorations(mark, values.ranges);
  };
  own(
    mark,
    client.onNotification(
      DocumentStatusNotification.method,
      async ({ uri, furtherValues }: DocumentStatusNotification.Params) => {
        const ranges = await client.protocol2CodeConverter.asRanges(furtherValues);
        for (const editor of window.visibleTextEditors) {
          if (uriOf(editor) !== uri) continue;
          known.set(uri, { version: editor.document.version, ranges });
          show(editor);
        }
      },
    ),
    client.onDidChangeState(() => known.clear()),
    window.onDidChangeVisibleTextEditors((editors) => {
      const open = new Set(editors.map(uriOf));
      for (const uri of known.keys()) if (!open.has(uri)) known.delete(uri);
      for (const editor of editors) show(editor);
    }),
  );
}
