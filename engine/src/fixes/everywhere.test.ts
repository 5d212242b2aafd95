// biome-ignore-all lint/suspicious/noTemplateCurlyInString: program texts
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { fixEverywhere } from "../../../test/support/fix-everywhere.ts";

const python = `#!/usr/bin/env python3
"""Answers tickets."""
from __future__ import annotations

import json
from app import (
    db,
)

T = "%s has %05.2f"


@db.tool(name="x")
async def reply(c: dict[str, "Customer"], *rest, key=None, **more) -> str | None:
    total: float = c["total"]
    p = f"Hi {c['name']!r:>10} {total:,.2f} {c=} {f'{total}'}" "tail"
    q = T % (c["name"], total) + "{:d} {n}".format(total, n=c["n"])
    msgs = [{"role": "user", "content": p}, *rest, {**more, "k": q}]
    for i, (a, *b) in enumerate(sorted(msgs, key=lambda m: m["role"])):
        if (n := len(b)) > 1 and not a:
            del b[0], more["x"]
        elif n:
            x = yield_ = a if b else (await db.get(a, *b, k=json.dumps(c, default=str)))
            x += 1
    with open(p) as f, db.lock(q):
        print(f.read(), [r.email for r in db.rows if r], {k: v for k, v in c.items()}, sum(v for v in b))
    match c:
        case {"kind": 1 | 2, "who": who}:
            return who
        case [1, *_]:
            raise ValueError(p) from None
    assert p, q
    return """
Name: {}
""".format(c["name"]) + \\
        q


def gen(a, b):
    got = yield a, b
    global T
    return got
`;

const tsx = `#!/usr/bin/env node
"use client";
import type { A } from "./a";
import React, { useState } from "react";
export * from "./b";

enum Kind { A = "a" }
interface P { name: string; tags?: string[] }
type Q = P["name"] | "x" | \`\${Kind}\`;

export const prompt = ({ name, tags = [] }: P, ...rest: string[]) =>
  \`Hi \${name} \${tags.map((t) => \`<\${t}>\`).join(", ")} \${(rest.length, rest[0])}\`;

export default async function* run<T extends P>(this: unknown, user: T, { id, ...others }: Record<string, string>) {
  const [state, set] = useState<string>(user.name as string);
  let total = 0, label = user!.name ?? others?.["label"];
  total += 1;
  ({ label } = { label });
  label = state, total++;
  for (const key in others) if (!key) continue; else delete others[key];
  const body = { ...others, id, label, [label]: [...(user.tags || [])], nested: { fn() { return label; } } };
  const r = await fetch(\`/x/\${id}\`, { body: JSON.stringify(body, null, 2) }).then((x) => x.json());
  yield r satisfies unknown;
  switch (typeof label) {
    case "string":
      throw new Error("no " + label);
  }
  return (
    <Box title={label} {...others} on="x" key={id}>
      {/* note */}
      Hello {user.name}, {cond ? <b>{label}</b> : null}
      <>{id}</>
    </Box>
  );
}
const f = function (a: number, b = f) { return tag\`x \${a}\` + b?.(a)! + (<string>a); };
`;

function around(text: string, offset: number): string {
  return text.slice(Math.max(0, offset - 60), offset + 120);
}

describe("fixes at any node of a program", function () {
  this.timeout(300_000);

  const programs: readonly (readonly [string, string])[] = [
    ["bot.py", python],
    ["bot.tsx", tsx.replace(" + (<string>a)", "")],
    ["bot.ts", `${tsx.slice(0, tsx.indexOf("  return (\n    <Box"))}}\n`],
    ["bot.js", 'const a = require("a");\nmodule.exports = { a, f: (x) => a(`${x} ${a}`, { x, ...x }) };\n'],
  ];
  for (const [file, text] of programs) {
    it(`leave ${file} a program, and are not applied twice`, async () => {
      const { applied, broken } = await fixEverywhere(file, text);
      assert.deepEqual(
        broken.map(
          ({ fix, span, problem, after }) => `${fix} at ${text.slice(span.start, span.end)}: ${problem}\n${after}`,
        ),
        [],
      );
      assert.ok(applied > 10);
    });

    it(`leave ${file} with Windows line ends a program`, async () => {
      const { broken } = await fixEverywhere(file, text.replace(/\n/g, "\r\n"), { every: 5 });
      assert.deepEqual(
        broken.map(({ fix, problem }) => `${fix}: ${problem}`),
        [],
      );
    });
  }

  it("leave no part of a program worse than it was, however broken it is", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...programs),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async ([file, text], part) => {
          const prefix = text.slice(0, Math.floor(part * text.length));
          const { broken } = await fixEverywhere(file, prefix, { every: 40 });
          assert.deepEqual(
            broken.map(({ fix, problem, after, span }) => `${fix}: ${problem}\n${around(after, span.start)}`),
            [],
          );
        },
      ),
      { numRuns: 8 },
    );
  });

  it("leave sources of this repository programs", async () => {
    const path = new URL("../analyzer.ts", import.meta.url);
    const { broken } = await fixEverywhere("src/analyzer.ts", readFileSync(path, "utf8"), { every: 150 });
    assert.deepEqual(
      broken.map(
        ({ fix, problem, after, span }) => `${fix}: ${problem} ${after.slice(span.start - 50, span.end + 50)}`,
      ),
      [],
    );
  });
});
