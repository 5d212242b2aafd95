import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const require = createRequire(import.meta.url);
const folder = dirname(fileURLToPath(import.meta.url));
const ours = join(folder, "..");

const grammarFiles = readdirSync(ours).filter((name) => name.endsWith(".tmLanguage.json"));
const grammars = new Map<string, string>();
for (const name of grammarFiles) {
  const text = readFileSync(join(ours, name), "utf8");
  grammars.set((JSON.parse(text) as { scopeName: string }).scopeName, text);
}
for (const name of ["python", "typescript", "yaml"]) {
  const text = readFileSync(require.resolve(`tm-grammars/grammars/${name}.json`), "utf8");
  grammars.set((JSON.parse(text) as { scopeName: string }).scopeName, text);
}
const injections: Record<string, string[]> = {
  "source.python": ["promptveil.strings.python", "promptveil.fstrings.python"],
  "source.ts": ["promptveil.strings.typescript"],
};
const scopeOf: Record<string, string> = {
  ".prompty": "text.prompt.promptveil",
  ".prompt": "text.dotprompt.promptveil",
  ".jinja": "text.jinja.promptveil",
  ".promptveil-preview": "text.preview.promptveil",
  ".py": "source.python",
  ".ts": "source.ts",
};

const registry = new textmate.Registry({
  onigLib: oniguruma.loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"))).then(() => ({
    createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text: string) => new oniguruma.OnigString(text),
  })),
  loadGrammar: async (scope) => {
    const text = grammars.get(scope);
    return text === undefined ? null : textmate.parseRawGrammar(text, `${scope}.json`);
  },
  getInjections: (scope) => injections[scope],
});

async function scopesOf(sample: string): Promise<string> {
  const grammar = await registry.loadGrammar(scopeOf[extname(sample)] ?? "");
  assert.ok(grammar);
  const lines: string[] = [];
  let state = textmate.INITIAL;
  for (const line of readFileSync(join(folder, sample), "utf8").split("\n")) {
    lines.push(`>${line}`);
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    for (const token of result.tokens) {
      const scopes = token.scopes.slice(1).join(" ");
      const text = line.slice(token.startIndex, token.endIndex);
      if (scopes && text.trim()) lines.push(`#${" ".repeat(token.startIndex)}${"^".repeat(text.length)} ${scopes}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

describe("TextMate scopes", () => {
  for (const sample of readdirSync(folder).filter((name) => extname(name) in scopeOf && name.startsWith("samples"))) {
    it(`${sample} is coloured as in its snapshot`, async () => {
      const snapshot = join(folder, `${sample}.scopes`);
      const actual = await scopesOf(sample);
      if (process.env.UPDATE_SNAPSHOTS) writeFileSync(snapshot, actual);
      assert.ok(existsSync(snapshot), "no snapshot; run with UPDATE_SNAPSHOTS=1 and read what it wrote");
      assert.equal(actual, readFileSync(snapshot, "utf8"));
    });
  }

  it("every include names a rule that exists", () => {
    for (const [scope, text] of grammars) {
      if (!scope.includes("promptveil")) continue;
      for (const [, include] of text.matchAll(/"include":\s*"([^"]+)"/g)) {
        const [target = "", rule] = (include ?? "").split("#");
        const grammar = JSON.parse(grammars.get(target || scope) ?? "null");
        assert.ok(grammar, `${scope}: no grammar ${target}`);
        if (rule) assert.ok(rule in (grammar.repository ?? {}), `${scope}: no rule ${include}`);
      }
    }
  });
});
