import type { CodeLens } from "vscode-languageserver";
import type { ServerContext } from "../context.ts";
import { guarded } from "../guard.ts";
import type { Words } from "../words/words.ts";
import { sitesIn } from "./previews.ts";

interface LensData {
  readonly uri: string;
  readonly site: string;
}

/** Above each prompt a lens that opens its preview. Its title is made only when it comes into view. */
export function provideCodeLenses(context: ServerContext): void {
  const { connection, log, analyses } = context;

  connection.onCodeLens(
    guarded(log, "code lenses", [], async ({ textDocument: { uri } }, token): Promise<CodeLens[]> => {
      if (context.client().options.previewCommand === undefined) return [];
      const prepared = await analyses.prepare(uri, token);
      if (!prepared?.settings.codeLens.enable) return [];
      return sitesIn(prepared, uri)
        .filter(({ site }) => site.kind !== "row")
        .map(({ site, range }) => {
          const data: LensData = { uri, site: site.id };
          return { range: { start: range.start, end: range.start }, data };
        });
    }),
  );

  connection.onCodeLensResolve((lens, token) =>
    guarded<CodeLens, CodeLens>(log, "code lens", lens, async () => {
      const { uri, site: id } = lens.data as LensData;
      const command = context.client().options.previewCommand;
      const prepared = await analyses.prepare(uri, token);
      const found = prepared && sitesIn(prepared, uri).find(({ site }) => site.id === id);
      if (!found || command === undefined) return lens;
      const title = lensTitle(found.site.personalValues, context.client().words);
      return { ...lens, command: { title, command, arguments: [uri, id] } };
    })(lens, token),
  );
}

function lensTitle(personalValues: number, words: Words): string {
  if (personalValues === 0) return words("preview");
  return personalValues === 1 ? words("previewOne") : words("previewMany", personalValues);
}
