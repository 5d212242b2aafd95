import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { flowEngineOver, testSyntax } from "../../../../test/support/flow.ts";
import { lowerTree } from "./front-end.ts";
import { assumedPackageName, decodeGoString, withoutMajorVersion } from "./go-text.ts";

const fixture = readFileSync(join(import.meta.dirname, "../../../../test/fixtures/rules/PV101/leaks.go"), "utf8");

/** The labels of what reaches the model in the body of a function. */
async function reaching(body: string, declarations = ""): Promise<string[]> {
  const text = `package p
import (
	"context"
	"fmt"
	"strings"
	"github.com/tmc/langchaingo/llms"
)
${declarations}
func ask(ctx context.Context, llm llms.Model, user User, users []User) {
${body}
}
`;
  const engine = await flowEngineOver({ "main.go": text });
  const { sinks } = engine.flows("main.go", undefined, 60_000);
  const found = sinks.filter((hit) => hit.kind === "llm").flatMap((hit) => hit.flows.map((flow) => flow.source.label));
  return [...new Set(found)].sort();
}

describe("Go", () => {
  it("follows variables, branches and loops", async () => {
    assert.deepEqual(
      await reaching(`
	text := "none"
	if len(users) > 0 {
		text = user.Email
	} else if user.Admin {
		text := user.PhoneNumber
		_ = text
	}
	llms.GenerateFromSinglePrompt(ctx, llm, text)`),
      ["`user.Email`"],
    );
  });

  it("follows several results of a function, each on its own", async () => {
    const declarations = `func parts(u User) (string, string) { return u.Email, u.Tier }`;
    const ask = (name: string) => `
	first, second := parts(user)
	_, _ = first, second
	llms.GenerateFromSinglePrompt(ctx, llm, "Hello "+${name})`;
    assert.deepEqual(await reaching(ask("first"), declarations), ["`u.Email`"]);
    assert.deepEqual(await reaching(ask("second"), declarations), []);
  });

  it("follows fields of structs, maps and slices", async () => {
    const declarations = `type Turn struct { Text, Tag string }`;
    assert.deepEqual(
      await reaching(
        `
	turn := Turn{Text: "x", Tag: user.Email}
	turn.Text = user.PhoneNumber
	extra := map[string]string{"mail": user.Email, "tier": user.Tier}
	llms.GenerateFromSinglePrompt(ctx, llm, turn.Text+extra["tier"])`,
        declarations,
      ),
      ["`user.PhoneNumber`"],
    );
  });

  it("follows methods, builders, closures and deferred calls", async () => {
    const declarations = `
type Prompt struct { lines []string }
func (p *Prompt) Add(line string) { p.lines = append(p.lines, line) }
func (p *Prompt) Text() string { return strings.Join(p.lines, "\\n") }`;
    assert.deepEqual(
      await reaching(
        `
	p := &Prompt{}
	p.Add(user.Email)
	llms.GenerateFromSinglePrompt(ctx, llm, p.Text())
	var b strings.Builder
	for _, u := range users {
		fmt.Fprintf(&b, "%s", u.PhoneNumber)
	}
	defer func() { llms.GenerateFromSinglePrompt(ctx, llm, b.String()) }()`,
        declarations,
      ),
      ["`u.PhoneNumber`", "`user.Email`"],
    );
  });

  it("takes nothing from counts, comparisons and what an error branch leaves", async () => {
    assert.deepEqual(
      await reaching(`
	llms.GenerateFromSinglePrompt(ctx, llm, fmt.Sprintf("%d %t", len(user.Email), user.Email == ""))
	_, ok := lookup[user.Email]
	llms.GenerateFromSinglePrompt(ctx, llm, fmt.Sprint(ok))`),
      [],
    );
  });

  it("reads string literals as the specification has them", () => {
    assert.equal(decodeGoString('"a\\n\\u00e9\\x41\\101\\q"'), "a\né\u0041A\\q");
    assert.equal(decodeGoString("`a\\n\r\n`"), "a\\n\n");
  });

  it("knows the name a package is used by", () => {
    assert.deepEqual(
      [
        "github.com/openai/openai-go/v3",
        "github.com/sashabaranov/go-openai",
        "github.com/anthropics/anthropic-sdk-go",
        "gopkg.in/yaml.v3",
        "log/slog",
      ].map(assumedPackageName),
      ["openai", "openai", "anthropic", "yaml", "slog"],
    );
    assert.equal(
      withoutMajorVersion("github.com/openai/openai-go/v3/responses"),
      "github.com/openai/openai-go/responses",
    );
  });

  it("lowers any text, broken as it may be", async () => {
    const syntax = await testSyntax();
    const piece = fc.tuple(fc.nat(fixture.length), fc.nat(200)).map(([at, length]) => fixture.slice(at, at + length));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.nat(fixture.length), (pieces, cut) => {
        const text = fixture.slice(0, cut) + pieces.join("\n");
        const tree = syntax.parse("go", text);
        const ir = lowerTree("go", tree, text);
        tree.delete();
        assert.ok(ir && ir.functions.length > 0);
      }),
      { numRuns: 60 },
    );
  });
});
