import type { Terminal } from "./terminal.ts";

/** Shows how far a run is. */
export interface Progress {
  advance(done: number, total: number): void;
  /** Takes the bar away, so that what follows stands on a clean line. */
  end(): void;
}

const silent: Progress = { advance: () => {}, end: () => {} };
const clearLine = "\r\u001b[2K";

/** A bar on the error stream of a terminal; nothing where no person looks. */
export function createProgress(terminal: Terminal, what: string): Progress {
  if (!terminal.showsProgress) return silent;
  let shown = "";
  return {
    advance(done, total) {
      if (total === 0) return;
      const counter = ` ${done}/${total}`;
      const width = Math.max(10, Math.min(40, terminal.columns - what.length - counter.length - 4));
      const filled = Math.round((done / total) * width);
      const line = `${what} ${"█".repeat(filled)}${"░".repeat(width - filled)}${counter}`;
      if (line !== shown) terminal.error(`\r${line}`);
      shown = line;
    },
    end() {
      if (shown !== "") terminal.error(clearLine);
      shown = "";
    },
  };
}
