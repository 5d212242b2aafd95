import { type Diagnostic, type Disposable, type Event, languages, type Uri } from "vscode";

/**
 * Waits until `look` gives something, looking again whenever `event` fires. There is no polling and no sleeping;
 * `seconds` only ends a wait that is in vain.
 */
export function until<T, E>(event: Event<E>, look: () => T | undefined | false, seconds = 15): Promise<T> {
  return new Promise((resolve, reject) => {
    let listening: Disposable | undefined;
    const limit = setTimeout(() => {
      listening?.dispose();
      reject(new Error(`waited ${seconds} s in vain`));
    }, seconds * 1000);
    const finish = (act: () => void) => {
      clearTimeout(limit);
      listening?.dispose();
      act();
    };
    const attempt = () => {
      try {
        const found = look();
        if (found !== undefined && found !== false) finish(() => resolve(found));
      } catch (error) {
        finish(() => reject(error));
      }
    };
    listening = event(attempt);
    attempt();
  });
}

/** PromptVeil's diagnostics of a file. */
export function ours(uri: Uri): Diagnostic[] {
  return languages.getDiagnostics(uri).filter(({ source }) => source?.toLowerCase() === "promptveil");
}

/** The id of the rule that a diagnostic is of. */
export function ruleOf({ code }: Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

/** Waits until the rules of PromptVeil's diagnostics of a file satisfy a condition. */
export function untilRules(uri: Uri, condition: (rules: string[]) => boolean): Promise<string[]> {
  return until(languages.onDidChangeDiagnostics, () => {
    const rules = ours(uri).map(ruleOf);
    return condition(rules) ? rules : undefined;
  });
}
