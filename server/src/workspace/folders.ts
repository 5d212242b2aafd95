import type { AnalyzerOptions, FactCache } from "@promptveil/engine";
import { nameInside } from "@promptveil/host-node";
import type { OpenDocuments } from "../documents/open-documents.ts";
import type { Engine } from "../engine.ts";
import type { Log } from "../log.ts";
import type { SettingsStore } from "../settings.ts";
import { pathOfUri } from "../uris.ts";
import { createFolder, type Folder, type FolderOptions, looseRoot } from "./folder.ts";

/** The workspace folders, each with an analysis of its own. */
export interface Folders {
  /** The folder that a document belongs to: the innermost one around it. */
  of(uri: string): Promise<Folder>;
  /** The workspace folders, loaded; without those for files outside of them. */
  workspace(): Promise<readonly Folder[]>;
  /** What is loaded now. */
  loaded(): readonly Folder[];
  change(added: readonly string[], removed: readonly string[]): void;
  /** An analysis of the same folder that shares nothing with the one that serves the editor. */
  apart(folder: Folder, timeBudget: number): Promise<Folder>;
  dispose(): void;
}

export interface FoldersOptions {
  engine(): Promise<Engine>;
  cache(): FactCache | undefined;
  readonly documents: OpenDocuments;
  readonly settings: SettingsStore;
  readonly log: Log;
  readonly proposed: NonNullable<AnalyzerOptions["proposed"]>;
}

export function createFolders(options: FoldersOptions): Folders {
  const roots: string[] = [];
  const byKey = new Map<string, Promise<Folder>>();
  const loaded = new Map<string, Folder>();

  function keyOf(uri: string): { key: string; root: string | undefined; loose: boolean } {
    const path = pathOfUri(uri);
    if (path === undefined) return { key: "", root: undefined, loose: true };
    const around = roots.filter((root) => nameInside(root, path) !== undefined);
    const innermost = around.sort((a, b) => b.length - a.length)[0];
    if (innermost !== undefined) return { key: innermost, root: innermost, loose: false };
    const root = looseRoot(uri);
    return { key: `loose ${root}`, root, loose: true };
  }

  async function settled(key: string, root: string | undefined, loose: boolean, timeBudget?: number): Promise<Folder> {
    const engine = await options.engine();
    const folder: FolderOptions = {
      engine,
      key,
      root,
      policiesAbove: loose,
      cache: options.cache(),
      settingsOf: (uri) => options.settings.known(uri),
      unsaved: (path) => options.documents.textAt(path)?.getText(),
      proposed: options.proposed,
      onInternalError: (context, error) => options.log.failure(context, error),
      ...(timeBudget === undefined ? {} : { timeBudget }),
    };
    return createFolder(folder);
  }

  function load(key: string, root: string | undefined, loose: boolean): Promise<Folder> {
    let folder = byKey.get(key);
    if (!folder) {
      folder = settled(key, root, loose);
      byKey.set(key, folder);
      folder.then(
        (ready) => {
          if (byKey.get(key) === folder) loaded.set(key, ready);
          else ready.analyzer.dispose();
        },
        () => {
          if (byKey.get(key) === folder) byKey.delete(key);
        },
      );
    }
    return folder;
  }

  function drop(key: string): void {
    byKey.delete(key);
    loaded.get(key)?.analyzer.dispose();
    loaded.delete(key);
  }

  return {
    of(uri) {
      const { key, root, loose } = keyOf(uri);
      return load(key, root, loose);
    },
    workspace: () => Promise.all(roots.map((root) => load(root, root, false))),
    loaded: () => [...loaded.values()],
    change(added, removed) {
      for (const uri of removed) {
        const path = pathOfUri(uri);
        const index = path === undefined ? -1 : roots.indexOf(path);
        if (index >= 0) drop(roots.splice(index, 1)[0]!);
      }
      for (const uri of added) {
        const path = pathOfUri(uri)?.replace(/(?<=.)[\\/]$/, "");
        if (path !== undefined && !roots.includes(path)) roots.push(path);
      }
      // Which folder is the innermost around an open file may be another one now.
      for (const folder of [...loaded.values()]) if (folder.key.startsWith("loose ")) drop(folder.key);
    },
    apart: (folder, timeBudget) => settled(folder.key, folder.root, folder.key.startsWith("loose "), timeBudget),
    dispose() {
      for (const key of [...byKey.keys()]) drop(key);
    },
  };
}
