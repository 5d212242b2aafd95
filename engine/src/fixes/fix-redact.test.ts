// biome-ignore-all lint/suspicious/noTemplateCurlyInString: program texts
import assert from "node:assert/strict";
import { changed, emptyPolicy, entrySubject, fixHost, marked } from "../../../test/support/fix-cases.ts";
import type { Policy } from "../model/index.ts";
import { buildFix, offerFixes } from "./index.ts";

interface Case {
  readonly file: string;
  readonly before: string;
  readonly others?: Readonly<Record<string, string>>;
  readonly policy?: Policy;
  readonly categories?: readonly string[];
}

async function redact({
  file,
  before,
  others = {},
  policy,
  categories,
}: Case): Promise<Record<string, string> | undefined> {
  const { text, spans } = marked(before);
  const files = { ...others, [file]: text };
  const host = await fixHost(files, policy ? { policy } : {});
  const subject = entrySubject(file, spans, categories);
  const change = buildFix(host, subject, "redact");
  const offered = offerFixes(host, subject).some((offer) => offer.id === "redact");
  assert.equal(offered, change !== undefined, "offered exactly when it applies");
  return change && changed(files, change);
}

async function python(before: string, extra: Partial<Case> = {}): Promise<string | undefined> {
  return (await redact({ file: "bot.py", before, ...extra }))?.["bot.py"];
}

async function typescript(before: string, extra: Partial<Case> = {}): Promise<string | undefined> {
  const file = extra.file ?? "bot.ts";
  return (await redact({ file, before, ...extra }))?.[file];
}

const fromHelper = "from promptveil_redact import redact\n";
const tsImport = 'import { redact } from "./promptveil-redact";\n';

describe("redacting a value in Python", () => {
  const rest = (text: string | undefined) => text?.replace(/^from promptveil_redact import redact\n+/, "");

  it("goes around an f-string hole, with a quote the string does not use", async () => {
    assert.equal(rest(await python('p = f"Hi {⟦c.email⟧}"\n')), `p = f"Hi {redact(c.email, 'EMAIL_ADDRESS')}"\n`);
    assert.equal(rest(await python("p = f'Hi {⟦c.email⟧}'\n")), `p = f'Hi {redact(c.email, "EMAIL_ADDRESS")}'\n`);
    assert.equal(
      rest(await python('p = f"""Hi {⟦c.email⟧}"""\n')),
      `p = f"""Hi {redact(c.email, 'EMAIL_ADDRESS')}"""\n`,
    );
  });

  it("looks for the data in a text that may hold more than the value", async () => {
    assert.equal(rest(await python('p = f"Hi {⟦summary⟧}"\n')), 'p = f"Hi {redact(summary)}"\n');
  });

  it("replaces a variable that was assigned from the source as a whole", async () => {
    const { text, spans } = marked('def f(c):\n    addr = ⟦c.email⟧\n    return f"{⟦addr⟧}"\n');
    const files = { "bot.py": text };
    const host = await fixHost(files);
    const subject = {
      ...entrySubject("bot.py", spans.slice(1)),
      entries: [
        {
          file: "bot.py",
          span: spans[1]!,
          categories: ["user.name"],
          source: { file: "bot.py", span: spans[0]! },
        },
      ],
    };
    const change = buildFix(host, subject, "redact");
    assert.match(changed(files, change!)["bot.py"]!, /\{redact\(addr, 'PERSON'\)\}/);
  });

  it("keeps numeric formats working", async () => {
    assert.equal(
      rest(await python('p = f"{⟦c.balance⟧:,.2f}"\n', { categories: ["user.financial"] })),
      `p = f"{redact(format(c.balance, ',.2f'))}"\n`,
    );
    assert.equal(rest(await python('p = f"{⟦dob⟧:%Y}"\n')), `p = f"{redact(format(dob, '%Y'))}"\n`);
    assert.equal(rest(await python('p = f"{⟦text⟧:>10}"\n')), 'p = f"{redact(text):>10}"\n');
    assert.equal(rest(await python('p = f"{⟦c.note⟧=}"\n')), 'p = f"c.note={redact(c.note)!r}"\n');
    assert.equal(rest(await python('p = "%s is %d" % (n, ⟦age⟧)\n')), 'p = "%s is %s" % (n, redact(age))\n');
    assert.equal(
      rest(await python('p = "is %(age)03d" % {"age": ⟦age⟧}\n')),
      'p = "is %(age)s" % {"age": redact(age)}\n',
    );
    assert.equal(rest(await python('p = "{} {:.1f}".format(a, ⟦b⟧)\n')), 'p = "{} {}".format(a, redact(b))\n');
    assert.equal(rest(await python('log.info("at %d", ⟦age⟧)\n')), 'log.info("at %s", redact(age))\n');
  });

  it("goes into keyword arguments, dict values, spreads and serializers", async () => {
    assert.equal(rest(await python("f(⟦text=note⟧)\n")), "f(text=redact(note))\n");
    assert.equal(rest(await python('m = {"content": ⟦note⟧}\n')), 'm = {"content": redact(note)}\n');
    assert.equal(rest(await python("m = {**⟦user⟧}\n")), "m = {**redact(user)}\n");
    assert.equal(rest(await python("f(⟦*rows⟧)\n")), "f(*redact(rows))\n");
    assert.equal(rest(await python("f(⟦json.dumps(user, indent=2)⟧)\n")), "f(json.dumps(redact(user), indent=2))\n");
    assert.equal(rest(await python("f(⟦x for x in rows⟧)\n")), undefined);
  });

  it("parenthesizes what cannot be an argument as it is", async () => {
    assert.equal(rest(await python("def f():\n    return ⟦a, b⟧\n")), "def f():\n    return redact((a, b))\n");
    assert.equal(rest(await python("def f():\n    x = ⟦yield a⟧\n")), "def f():\n    x = redact((yield a))\n");
    assert.equal(
      rest(await python("async def f():\n    x = ⟦await a()⟧\n")),
      "async def f():\n    x = redact(await a())\n",
    );
  });

  it("leaves alone what is bound, called, declared or redacted", async () => {
    for (const before of [
      "⟦email⟧ = 1\n",
      "def f(⟦email⟧): pass\n",
      "⟦email⟧()\n",
      "for ⟦email⟧ in rows: pass\n",
      "from promptveil_redact import redact\nx = redact(⟦email⟧)\n",
      "from promptveil_redact import redact\nx = redact(str(⟦email⟧))\n",
      "from promptveil_redact import redact\nx = ⟦redact(email)⟧\n",
    ]) {
      assert.equal(await python(before), undefined, before);
    }
  });

  it("wraps several values of one prompt and imports once", async () => {
    assert.equal(
      await python('import os\n\np = f"{⟦c.email⟧} {⟦c.phone⟧}"\n'),
      `import os\n${fromHelper}\np = f"{redact(c.email, 'EMAIL_ADDRESS')} {redact(c.phone)}"\n`,
    );
  });
});

describe("importing the redactor in Python", () => {
  const cases: readonly (readonly [name: string, before: string, after: string])[] = [
    ["a file without imports", "x = 1\n", `${fromHelper}\nx = 1\n`],
    [
      "after a shebang and an encoding",
      "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nx = 1\n",
      `#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n\n${fromHelper}\nx = 1\n`,
    ],
    ["after a docstring", '"""Bot."""\n\nx = 1\n', `"""Bot."""\n\n${fromHelper}\nx = 1\n`],
    [
      "after __future__",
      "from __future__ import annotations\n\nx = 1\n",
      `from __future__ import annotations\n${fromHelper}\nx = 1\n`,
    ],
    [
      "after the imports",
      '"""Bot."""\nimport os\nfrom a import (\n    b,\n)\n\nx = 1\n',
      `"""Bot."""\nimport os\nfrom a import (\n    b,\n)\n${fromHelper}\nx = 1\n`,
    ],
    ["before a comment that belongs to code", "# Says hello\nx = 1\n", `${fromHelper}\n# Says hello\nx = 1\n`],
    [
      "merged into an import",
      "from promptveil_redact import redact_text\nx = 1\n",
      "from promptveil_redact import redact_text, redact\nx = 1\n",
    ],
    [
      "merged into lines",
      "from promptveil_redact import (\n    redact_text,\n)\nx = 1\n",
      "from promptveil_redact import (\n    redact_text,\n    redact,\n)\nx = 1\n",
    ],
    ["bound already", "from promptveil_redact import redact\nx = 1\n", "from promptveil_redact import redact\nx = 1\n"],
    [
      "with Windows line ends",
      "import os\r\n\r\nx = 1\r\n",
      "import os\r\nfrom promptveil_redact import redact\r\n\r\nx = 1\r\n",
    ],
  ];
  for (const [name, before, after] of cases) {
    it(name, async () => {
      const eol = before.includes("\r") ? "\r\n" : "\n";
      assert.equal(await python(`${before}f(⟦note⟧)${eol}`), `${after}f(redact(note))${eol}`);
    });
  }

  it("goes after a byte order mark", async () => {
    assert.equal(await python("\uFEFFf(⟦note⟧)\n"), `\uFEFF${fromHelper}\nf(redact(note))\n`);
    assert.equal(await typescript("\uFEFFf(⟦note⟧);\n"), `\uFEFF${tsImport}\nf(redact(note));\n`);
  });

  it("takes another name where the file has one of its own", async () => {
    assert.equal(
      await python("def redact(x):\n    return x\n\nf(⟦note⟧)\n"),
      "from promptveil_redact import redact as redact_pii\n\ndef redact(x):\n    return x\n\nf(redact_pii(note))\n",
    );
  });

  it("follows how the file's package is imported", async () => {
    const at = async (file: string, before: string, others: Record<string, string>) => {
      const files = await redact({ file, before, others });
      return [
        /^from (\S+) import redact$/m.exec(files![file]!)?.[1],
        Object.keys(files!).find((name) => name.endsWith("promptveil_redact.py")),
      ];
    };
    assert.deepEqual(await at("app/main.py", "f(⟦x⟧)\n", {}), ["promptveil_redact", "app/promptveil_redact.py"]);
    assert.deepEqual(await at("app/main.py", "f(⟦x⟧)\n", { "app/__init__.py": "" }), [
      ".promptveil_redact",
      "app/promptveil_redact.py",
    ]);
    assert.deepEqual(await at("app/main.py", "from .db import q\nf(⟦x⟧)\n", {}), [
      ".promptveil_redact",
      "app/promptveil_redact.py",
    ]);
    assert.deepEqual(await at("src/app/main.py", "from app.db import q\nf(⟦x⟧)\n", { "src/app/db.py": "" }), [
      "app.promptveil_redact",
      "src/app/promptveil_redact.py",
    ]);
    assert.deepEqual(await at("app/api/chat.py", "from ..db import q\nf(⟦x⟧)\n", { "app/promptveil_redact.py": "" }), [
      "..promptveil_redact",
      "app/promptveil_redact.py",
    ]);
  });
});

describe("redacting a value in TypeScript and JavaScript", () => {
  const rest = (text: string | undefined) => text?.replace(/^(import|const) \{ redact \}.*\n+/, "");

  it("goes around expressions of every kind", async () => {
    const cases: readonly (readonly [string, string])[] = [
      ["const p = `Hi ${⟦c.email⟧}`;\n", 'const p = `Hi ${redact(c.email, "EMAIL_ADDRESS")}`;\n'],
      ["const p = `Hi ⟦${c.note}⟧`;\n", "const p = `Hi ${redact(c.note)}`;\n"],
      ["f({ ⟦email⟧ });\n", 'f({ email: redact(email, "EMAIL_ADDRESS") });\n'],
      ["f({ ⟦to: note⟧ });\n", "f({ to: redact(note) });\n"],
      ["f({ ⟦...user⟧ });\n", "f({ ...redact(user) });\n"],
      ["f(JSON.stringify(⟦user⟧, null, 2));\n", "f(JSON.stringify(redact(user), null, 2));\n"],
      ["f(⟦JSON.stringify(user, null, 2)⟧);\n", "f(JSON.stringify(redact(user), null, 2));\n"],
      ["const g = async () => f(⟦await load()⟧);\n", "const g = async () => f(redact(await load()));\n"],
      ["f(⟦user.note as string⟧);\n", "f(redact(user.note as string));\n"],
      ["f(⟦user!.email⟧);\n", 'f(redact(user!.email, "EMAIL_ADDRESS"));\n'],
      ["f(⟦user?.email ?? note⟧);\n", "f(redact(user?.email ?? note));\n"],
      ["const p = 'a' + ⟦note⟧;\n", "const p = 'a' + redact(note);\n"],
    ];
    for (const [before, after] of cases) assert.equal(rest(await typescript(before)), after, before);
  });

  it("goes into JSX", async () => {
    const tsx = (before: string) => typescript(before, { file: "bot.tsx" });
    assert.equal(rest(await tsx("const p = <U>Hi {⟦user.note⟧}</U>;\n")), "const p = <U>Hi {redact(user.note)}</U>;\n");
    assert.equal(rest(await tsx("const p = <U to={⟦note⟧} />;\n")), "const p = <U to={redact(note)} />;\n");
    assert.equal(rest(await tsx("const p = <U {⟦...user⟧} />;\n")), "const p = <U {...redact(user)} />;\n");
  });

  it("leaves alone what is bound, called, declared or redacted", async () => {
    for (const before of [
      "const { ⟦email⟧ } = user;\n",
      "const ⟦email⟧ = 1;\n",
      "function f(⟦email⟧: string) {}\n",
      "⟦load⟧();\n",
      "x.⟦email⟧;\n",
      'import { redact } from "./promptveil-redact";\nf(redact(⟦email⟧));\n',
      'import { redact } from "./promptveil-redact";\nf(redact(String(⟦email⟧)));\n',
    ]) {
      assert.equal(await typescript(before), undefined, before);
    }
  });

  const imports: readonly (readonly [name: string, before: string, after: string])[] = [
    ["a file without imports", "f(⟦n⟧);\n", `${tsImport}\nf(redact(n));\n`],
    [
      "after the imports, in the file's style",
      "import a from 'a'\nimport b from 'b'\n\nf(⟦n⟧)\n",
      "import a from 'a'\nimport b from 'b'\nimport { redact } from './promptveil-redact'\n\nf(redact(n))\n",
    ],
    ['after "use client"', '"use client";\n\nf(⟦n⟧);\n', `"use client";\n\n${tsImport}\nf(redact(n));\n`],
    ["after a shebang", "#!/usr/bin/env node\nf(⟦n⟧);\n", `#!/usr/bin/env node\n${tsImport}\nf(redact(n));\n`],
    [
      "merged into an import",
      'import { redactText } from "./promptveil-redact";\nf(⟦n⟧);\n',
      'import { redactText, redact } from "./promptveil-redact";\nf(redact(n));\n',
    ],
    [
      "beside a type-only import",
      'import type { T } from "./promptveil-redact";\nf(⟦n⟧);\n',
      `import type { T } from "./promptveil-redact";\n${tsImport}f(redact(n));\n`,
    ],
    [
      "merged into lines",
      'import {\n  redactText,\n} from "./promptveil-redact";\nf(⟦n⟧);\n',
      'import {\n  redactText,\n  redact,\n} from "./promptveil-redact";\nf(redact(n));\n',
    ],
    [
      "under another name",
      "const redact = 1;\nf(⟦n⟧);\n",
      'import { redact as redactPersonalData } from "./promptveil-redact";\n\nconst redact = 1;\nf(redactPersonalData(n));\n',
    ],
    [
      "before a comment that belongs to code",
      "// Says\n// hello\nf(⟦n⟧);\n",
      `${tsImport}\n// Says\n// hello\nf(redact(n));\n`,
    ],
    [
      "with the extension of the other imports",
      'import a from "./a.js";\nf(⟦n⟧);\n',
      'import a from "./a.js";\nimport { redact } from "./promptveil-redact.js";\nf(redact(n));\n',
    ],
    [
      "with .ts where the others have it",
      'import a from "./a.ts";\nf(⟦n⟧);\n',
      'import a from "./a.ts";\nimport { redact } from "./promptveil-redact.ts";\nf(redact(n));\n',
    ],
  ];
  for (const [name, before, after] of imports) {
    it(`imports: ${name}`, async () => assert.equal(await typescript(before), after));
  }

  it("requires in CommonJS", async () => {
    const files = await redact({ file: "bot.js", before: '"use strict";\nconst a = require("a");\n\nf(⟦n⟧);\n' });
    assert.equal(
      files?.["bot.js"],
      '"use strict";\nconst a = require("a");\nconst { redact } = require("./promptveil-redact");\n\nf(redact(n));\n',
    );
    assert.match(files?.["promptveil-redact.js"] ?? "", /module\.exports = \{ redact, redactText \}/);
  });

  it("creates an ES module for one", async () => {
    const files = await redact({ file: "bot.mjs", before: 'import a from "a";\nf(⟦n⟧);\n' });
    assert.match(files?.["bot.mjs"] ?? "", /from "\.\/promptveil-redact\.mjs"/);
    assert.match(files?.["promptveil-redact.mjs"] ?? "", /^export function redact\(/m);
  });
});

describe("which redactor", () => {
  it("is the policy's", async () => {
    const policy: Policy = {
      ...emptyPolicy,
      redactor: {
        python: { import: "from app.privacy import scrub", call: "scrub" },
        typescript: { import: "@/lib/privacy", call: "scrub({value}, '{type}')" },
      },
    };
    assert.equal(await python("f(⟦n⟧)\n", { policy }), "from app.privacy import scrub\n\nf(scrub(n))\n");
    assert.equal(await python("f([⟦{}⟧])\n", { policy }), "from app.privacy import scrub\n\nf([scrub(str({}))])\n");
    assert.equal(await python("f(⟦scrub(n)⟧)\n", { policy }), undefined);
    assert.equal(
      await typescript("f(⟦u.email⟧);\n", { policy }),
      "import { scrub } from \"@/lib/privacy\";\n\nf(scrub(u.email, 'EMAIL_ADDRESS'));\n",
    );
  });

  it("is the package the project has", async () => {
    const others = { "package.json": '{"dependencies":{"@promptveil/redact":"^0.1.0"}}' };
    const files = await redact({ file: "src/bot.ts", before: "f(⟦n⟧);\n", others });
    assert.equal(files?.["src/bot.ts"], 'import { redact } from "@promptveil/redact";\n\nf(redact(n));\n');
    assert.equal(Object.keys(files!).length, 2);
  });

  it("rests on Presidio where the project has it", async () => {
    const files = await redact({
      file: "bot.py",
      before: "f(⟦n⟧)\n",
      others: { "requirements.txt": "presidio_analyzer==2.2\n" },
    });
    assert.match(files?.["promptveil_redact.py"] ?? "", /AnalyzerEngine\(\), AnonymizerEngine\(\)/);
  });

  it("rests on the redaction library that the package has, and awaits it where it must", async () => {
    const withLibrary = (name: string) => ({ "package.json": `{"dependencies":{"${name}":"1"}}` });
    const sync = await redact({ file: "bot.ts", before: "f(⟦n⟧);\n", others: withLibrary("@redactpii/node") });
    assert.match(sync?.["promptveil-redact.ts"] ?? "", /from "@redactpii\/node"/);
    const others = withLibrary("openredaction");
    const inAsync = await redact({ file: "bot.ts", before: "async function g() {\n  f(⟦n⟧);\n}\n", others });
    assert.match(inAsync?.["bot.ts"] ?? "", /f\(\(await redact\(n\)\)\);/);
    const inSync = await redact({ file: "bot.ts", before: "function g() {\n  f(⟦n⟧);\n}\n", others });
    assert.match(inSync?.["bot.ts"] ?? "", /import \{ redactNow \}[\s\S]*f\(redactNow\(n\)\);/);
  });

  it("is the helper that an earlier fix created", async () => {
    const others = { "promptveil-redact.ts": "export function redact<T>(value: T): T { return value; }\n" };
    const files = await redact({ file: "src/api/bot.ts", before: "f(⟦n⟧);\n", others });
    assert.match(files?.["src/api/bot.ts"] ?? "", /from "\.\.\/\.\.\/promptveil-redact"/);
    assert.equal(Object.keys(files!).length, 2);
  });
});
