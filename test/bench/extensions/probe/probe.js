// Writes down when the extension host knows a document and when it knows the first diagnostic of it. The host's own
// event comes 50 ms late, so that the host is asked instead.
const { appendFileSync } = require("node:fs");
const { extensions, languages, workspace } = require("vscode");

/** Milliseconds between two questions. */
const interval = 4;
const log = process.env.PROMPTVEIL_BENCH_PROBE;

const note = (event, more) => {
  appendFileSync(log, `${JSON.stringify({ event, at: performance.timeOrigin + performance.now(), ...more })}\n`);
};

const timed = ["promptveil.promptveil", "bench.floor"];
const isRunning = () => timed.some((id) => extensions.getExtension(id)?.isActive);

exports.activate = ({ subscriptions }) => {
  if (!log) return;
  const watch = ({ languageId, uri }) => {
    if (languageId !== "python") return;
    note("document", { warm: isRunning() });
    const asking = setInterval(() => {
      if (languages.getDiagnostics(uri).length === 0) return;
      clearInterval(asking);
      note("diagnostic");
    }, interval);
  };
  subscriptions.push(workspace.onDidOpenTextDocument(watch));
};
