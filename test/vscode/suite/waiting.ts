import { type Disposable, type Event, languages, type Uri } from "vscode";

/**
 * Waits until `look` gives something, looking again whenever `event` fires. There is no polling and no sleeping;
 * mocha's own limit ends a wait that is in vain.
 */
export function until<T, E>(event: Event<E>, look: () => T | undefined | false): Promise<T> {
  return new Promise((resolve, reject) => {
    let listening: Disposable | undefined;
    const attempt = () => {
      try {
        const found = look();
        if (found === undefined || found === false) return;
        listening?.dispose();
        resolve(found);
      } catch (error) {
        listening?.dispose();
        reject(error);
      }
    };
    listening = event(attempt);
    attempt();
  });
}

/** PromptVeil's diagnostics of a file. */
export function ours(uri: Uri) {
  return languages.getDiagnostics(uri).filter(({ source }) => source === "promptveil" || source === "PromptVeil");
}

/** Waits until PromptVeil's diagnostics of a file satisfy a condition. */
export function untilDiagnostics(uri: Uri, condition: (rules: string[]) => boolean): Promise<string[]> {
  return until(languages.onDidChangeDiagnostics, () => {
    const rules = ours(uri).map(({ code }) => String(typeof code === "object" ? code.value : code));
    return condition(rules) ? rules : undefined;
  });
}
