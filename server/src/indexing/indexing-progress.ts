import type { CancellationToken, WorkDoneProgressServerReporter } from "vscode-languageserver";
import type { ServerContext } from "../context.ts";

/** Tells people how far the index is, if it takes long enough for them to wonder. */
export interface IndexingProgress {
  report(done: number, total: number): void;
  end(): void;
}

/** Milliseconds after which it is worth a word. */
const worthTelling = 1000;
/** Milliseconds between two words. */
const interval = 200;

/** @param cancel called when the user does not want the index */
export function startProgress(
  { connection, status, client, log }: ServerContext,
  token: CancellationToken,
  cancel: () => void,
): IndexingProgress {
  let done = 0;
  let total = 0;
  let told = false;
  let ended = false;
  let reporter: WorkDoneProgressServerReporter | undefined;
  let last = 0;

  const message = () => (total === 0 ? undefined : client().words("ofFiles", done, total));
  const percentage = () => (total === 0 ? 0 : Math.floor((100 * done) / total));

  async function tell(): Promise<void> {
    told = true;
    status.setIndexing({ done, total });
    if (!client().abilities.workDoneProgress) return;
    const created = await connection.window.createWorkDoneProgress();
    if (ended || token.isCancellationRequested) return;
    reporter = created;
    created.token.onCancellationRequested(cancel);
    created.begin(client().words("indexing"), percentage(), message(), true);
  }

  const timer = setTimeout(() => {
    tell().catch((error) => log.failure("progress", error));
  }, worthTelling);
  timer.unref();

  return {
    report(nextDone, nextTotal) {
      done = nextDone;
      total = nextTotal;
      const now = performance.now();
      if (!told || now - last < interval) return;
      last = now;
      status.setIndexing({ done, total });
      reporter?.report(percentage(), message() ?? "");
    },
    end() {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      status.setIndexing(undefined);
      reporter?.done();
    },
  };
}
