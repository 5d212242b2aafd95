import { basename } from "node:path";
import { ignoreFileNames, policyFileName } from "@promptveil/host-node";
import { DidChangeConfigurationNotification, DidChangeWatchedFilesNotification } from "vscode-languageserver";
import type { ServerContext } from "../context.ts";
import { guardedNotice } from "../guard.ts";
import type { WorkspaceIndex } from "../indexing/workspace-index.ts";
import { keyOfUri, pathOfUri } from "../uris.ts";
import type { Audit } from "./audit.ts";
import type { DiagnosticsFeature } from "./diagnostics.ts";
import type { PolicyProblems } from "./policy-problems.ts";

/** Files whose changes on disk matter: what the engine reads, and what governs it. */
const watchedFiles = [
  `**/${policyFileName}`,
  `**/{${ignoreFileNames.join(",")}}`,
  "**/*.{py,pyi,ts,mts,cts,tsx,js,mjs,cjs,jsx,go,ipynb}",
  "**/*.{j2,jinja,jinja2,njk,liquid,hbs,handlebars,mustache,ejs,prompty,prompt,prompt.md,prompt.txt,yml,yaml,json,jsonl,ndjson,csv,tsv}",
];

export interface FreshnessOptions {
  readonly diagnostics: DiagnosticsFeature;
  readonly policyProblems: PolicyProblems;
  readonly audit: Audit;
  readonly index: WorkspaceIndex;
}

/** Keeps what is shown true when something else changes: the disk, a policy, settings, the folders. */
export function keepFresh(context: ServerContext, options: FreshnessOptions): void {
  const { diagnostics, policyProblems, audit, index } = options;
  const { connection, log, documents, folders, settings } = context;

  function policiesChanged(paths: readonly string[]): void {
    for (const folder of folders.loaded()) {
      folder.policies?.forget();
      folder.analyzer.invalidate();
      // Reading a policy that no file asked for yet shows what is wrong with it.
      for (const path of paths) folder.policies?.policyFor(path);
    }
    policyProblems.publish();
    diagnostics.refresh();
    audit.recheck();
  }

  let editedPolicies: NodeJS.Timeout | undefined;
  documents.onDidChange((uri) => {
    const path = pathOfUri(uri);
    if (path === undefined || basename(path) !== policyFileName) return;
    clearTimeout(editedPolicies);
    editedPolicies = setTimeout(() => {
      void context.folders.of(uri).then(() => policiesChanged([path]));
    }, 150);
    editedPolicies.unref();
  });

  documents.onDidSave((uri) => {
    const { abilities } = context.client();
    if (abilities.registerWatchers) return;
    // Without watchers a save is the sign that files, and policies among them, may have changed.
    const path = pathOfUri(uri);
    if (path !== undefined) diskChanged([{ uri, deleted: false }]);
  });

  documents.onDidClose(({ uri, whole }) => {
    if (!whole) return;
    // Its text on disk may be another one than the last in the editor.
    const isIndexed = index.changed([uri]).length === 0;
    if (isIndexed) context.analyses.release(uri);
    else context.analyses.forget(uri);
    const path = pathOfUri(uri);
    if (path !== undefined && basename(path) === policyFileName) policiesChanged([path]);
    else {
      if (!isIndexed) diagnostics.refresh();
      audit.recheck([uri]);
    }
  });

  function diskChanged(changes: readonly { readonly uri: string; readonly deleted: boolean }[]): void {
    const policies: string[] = [];
    const others: string[] = [];
    for (const { uri } of changes) {
      const path = pathOfUri(uri);
      if (path === undefined) continue;
      if (basename(path) === policyFileName) policies.push(path);
      else others.push(uri);
      if (ignoreFileNames.some((name) => name === basename(path))) index.relist();
    }
    const notIndexed = index.changed(others);
    for (const uri of notIndexed) {
      if (!documents.textAt(keyOfUri(uri)) && !documents.notebookAt(keyOfUri(uri))) context.analyses.forget(uri);
    }
    if (policies.length > 0) policiesChanged(policies);
    else if (notIndexed.length > 0) {
      for (const folder of folders.loaded()) folder.analyzer.invalidate();
      diagnostics.refresh();
    }
    audit.recheck(others);
  }

  connection.onDidChangeWatchedFiles(
    guardedNotice(log, "changed files", ({ changes }) => {
      diskChanged(changes.map(({ uri, type }) => ({ uri, deleted: type === 3 })));
    }),
  );

  connection.onDidChangeConfiguration(
    guardedNotice(log, "changed settings", async (params) => {
      if (!(await settings.changed(params.settings))) return;
      diagnostics.refresh();
      audit.recheck();
      index.relist();
      if (context.client().abilities.refreshCodeLenses) {
        void connection.sendRequest("workspace/codeLens/refresh").catch(() => {});
      }
    }),
  );
}

/** Asks the client to tell of changes; only after `initialized`. */
export async function watchChanges(context: ServerContext, onFoldersChanged: () => void): Promise<void> {
  const { connection, folders } = context;
  const { abilities } = context.client();
  if (abilities.workspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      folders.change(
        added.map(({ uri }) => uri),
        removed.map(({ uri }) => uri),
      );
      onFoldersChanged();
    });
  }
  if (abilities.registerConfiguration) {
    await connection.client.register(DidChangeConfigurationNotification.type, { section: "promptveil" });
  }
  if (abilities.registerWatchers) {
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: watchedFiles.map((globPattern) => ({ globPattern })),
    });
  }
}
