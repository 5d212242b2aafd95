import { type WalkEntry, walkFiles } from "@promptveil/host-node";
import { uriOfPath } from "../uris.ts";
import type { Folder } from "./folder.ts";

/**
 * The files below a workspace folder that are of interest, without what ignore files leave out. What lies in another
 * workspace folder inside it is left to that one, which has an analysis and a policy of its own.
 * @param accept asked by what the engine calls a file
 */
export async function* sourceFiles(
  folder: Folder,
  all: readonly Folder[],
  accept: (file: string) => boolean,
  token: { readonly isCancellationRequested: boolean },
): AsyncGenerator<WalkEntry> {
  const inner = all.flatMap(({ root }) => (root?.startsWith(folder.root!) && root !== folder.root ? [root] : []));
  yield* walkFiles(folder.root!, {
    accept: (path) =>
      accept(folder.nameOf(uriOfPath(path))) &&
      !inner.some((root) => path.startsWith(`${root}/`) || path.startsWith(`${root}\\`)),
    token,
  });
}
