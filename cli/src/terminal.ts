/** What a command writes to and learns from: the process, or a stand-in. */
export interface Terminal {
  readonly cwd: string;
  out(text: string): void;
  error(text: string): void;
  /** A person sees what `out` writes. */
  readonly isInteractive: boolean;
  /** A person sees what `error` writes; progress goes there. */
  readonly showsProgress: boolean;
  /** ANSI colours are wanted on `out`. */
  readonly color: boolean;
  /** Columns of the terminal; 80 where unknown. */
  readonly columns: number;
}

/** The terminal of this process. `NO_COLOR` and `FORCE_COLOR` are honoured (https://no-color.org). */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "0";
  const refused = (env.NO_COLOR ?? "") !== "" || env.TERM === "dumb";
  return {
    cwd: process.cwd(),
    out: (text) => void stdout.write(text),
    error: (text) => void stderr.write(text),
    isInteractive: stdout.isTTY === true,
    showsProgress: stderr.isTTY === true && env.CI === undefined,
    color: forced || (stdout.isTTY === true && !refused),
    columns: stderr.columns ?? 80,
  };
}
