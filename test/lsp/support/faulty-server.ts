// The real server over the real engine, with faults at the places that file names ask for.
import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { type Engine, loadEngine } from "../../../server/src/engine.ts";
import { quietConsole } from "../../../server/src/run.ts";
import { startServer } from "../../../server/src/start.ts";

async function loadFaultyEngine(): Promise<Engine> {
  if (process.env.FAULTY_ENGINE === "missing") throw new Error("the asset x is missing");
  const engine = await loadEngine();
  return {
    ...engine,
    async createAnalyzer(host, options) {
      const analyzer = await engine.createAnalyzer(host, options);
      return {
        ...analyzer,
        analyze(file, token) {
          if (file.includes("analyze-fails")) throw new Error("cannot read Write to maya.lind@contoso.com");
          if (file.includes("prints")) console.log("printed by a library");
          if (file.includes("slow")) {
            process.stderr.write("slow analysis began\n");
            const until = performance.now() + 300;
            while (performance.now() < until);
          }
          return analyzer.analyze(file, token);
        },
        resolveFix(file, finding, fix) {
          if (file.includes("fixes-fail")) throw new TypeError("maya.lind@contoso.com is not a function");
          return analyzer.resolveFix(file, finding, fix);
        },
      };
    },
  };
}

quietConsole();
const connection = createConnection(
  ProposedFeatures.all,
  new StreamMessageReader(process.stdin),
  new StreamMessageWriter(process.stdout),
);
startServer(connection, { loadEngine: loadFaultyEngine });
