import { defaultSettings, type Settings, type Severity } from "@promptveil/protocol";
import type { Connection } from "vscode-languageserver";

/** The settings of each document, asked of the client once and kept until they change. */
export interface SettingsStore {
  get(uri: string): Promise<Settings>;
  /** What is known already, else what holds for the whole workspace. */
  known(uri: string): Settings;
  /**
   * The client says that settings changed, and sends them along where it cannot be asked. Whether any did: a client
   * says so as well when it merely begins to watch them.
   */
  changed(sent: unknown): Promise<boolean>;
  /** The client shows settings per document by `workspace/configuration`. */
  setPull(canPull: boolean): void;
}

/** With more documents than this it costs less to check them all again than to ask for each one's settings. */
const mostComparedSettings = 50;

const severities: readonly Severity[] = ["hint", "info", "warning", "error"];

export function createSettingsStore(connection: Connection): SettingsStore {
  const byUri = new Map<string, Promise<Settings>>();
  const resolved = new Map<string, Settings>();
  let shared = defaultSettings;
  let canPull = false;

  async function ask(uri: string): Promise<Settings> {
    let settings = shared;
    try {
      settings = readSettings(await connection.workspace.getConfiguration({ scopeUri: uri, section: "promptveil" }));
    } catch {}
    resolved.set(uri, settings);
    return settings;
  }

  function get(uri: string): Promise<Settings> {
    if (!canPull) return Promise.resolve(shared);
    let settings = byUri.get(uri);
    if (!settings) {
      settings = ask(uri);
      byUri.set(uri, settings);
    }
    return settings;
  }

  return {
    get,
    known: (uri) => resolved.get(uri) ?? shared,
    async changed(sent) {
      const own = isRecord(sent) ? (sent.promptveil ?? undefined) : undefined;
      const before = shared;
      if (own !== undefined) shared = readSettings(own);
      if (!canPull) return !same(before, shared);
      // What is still being asked for is answered after this notice, and so with the new values.
      const known = [...resolved];
      for (const [uri] of known) byUri.delete(uri);
      if (known.length > mostComparedSettings) {
        resolved.clear();
        return true;
      }
      const changes = known.map(async ([uri, old]) => !same(old, await get(uri)));
      return (await Promise.all(changes)).includes(true);
    },
    setPull(can) {
      canPull = can;
    },
  };
}

function same(a: Settings, b: Settings): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Settings as a client sent them; what is missing or of the wrong kind is taken from the defaults. */
export function readSettings(value: unknown): Settings {
  const given = isRecord(value) ? value : {};
  const codeLens = isRecord(given.codeLens) ? given.codeLens : {};
  const index = isRecord(given.index) ? given.index : {};
  const model = isRecord(given.model) ? given.model : {};
  return {
    enable: booleanOr(given.enable, defaultSettings.enable),
    minSeverity: isSeverity(given.minSeverity) ? given.minSeverity : defaultSettings.minSeverity,
    rules: readRules(given.rules),
    maxFileSize:
      typeof given.maxFileSize === "number" && given.maxFileSize > 0 ? given.maxFileSize : defaultSettings.maxFileSize,
    codeLens: { enable: booleanOr(codeLens.enable, defaultSettings.codeLens.enable) },
    index: { maxFiles: countOr(index.maxFiles, defaultSettings.index.maxFiles) },
    model: { folder: textOr(model.folder), runtime: textOr(model.runtime) },
  };
}

function readRules(value: unknown): Settings["rules"] {
  if (!isRecord(value)) return {};
  const rules: Record<string, Severity | "off"> = {};
  for (const [id, severity] of Object.entries(value)) {
    if (severity === "off" || isSeverity(severity)) rules[id.toUpperCase()] = severity;
  }
  return rules;
}

function isSeverity(value: unknown): value is Severity {
  return severities.includes(value as Severity);
}

function booleanOr(value: unknown, fallback: boolean): boolean {
  return typeof value === "boolean" ? value : fallback;
}

function countOr(value: unknown, fallback: number): number {
  return typeof value === "number" && value >= 0 ? Math.floor(value) : fallback;
}

function textOr(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
