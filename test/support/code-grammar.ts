// biome-ignore-all lint/suspicious/noTemplateCurlyInString: forms of code, in which holes are filled
import fc from "fast-check";

/** Programs that follow a language's grammar and mean nothing: every form, in every place where it may stand. */
export interface CodeGrammar {
  readonly name: string;
  readonly file: string;
  readonly program: fc.Arbitrary<string>;
}

interface Blocks {
  expression: string;
  statement: string;
}

const name = fc.constantFrom("a", "b", "user", "prompt", "items", "client", "self", "email", "f", "Model");
const field = fc.constantFrom("email", "name", "content", "messages", "create", "append", "x", "get", "map", "then");
const text = fc.constantFrom(
  "",
  "x",
  "You are a helpful assistant. ",
  "{a}",
  "%s",
  "${",
  "}}",
  "{{ user.email }}",
  "é\\n",
);

/** Fills the holes of `form`, written `$e` (expression), `$s` (statements, further in), `$n` (name), `$f` (field), `$t` (text). */
function filled(
  form: string,
  tie: { expression: fc.Arbitrary<string>; statement: fc.Arbitrary<string> },
): fc.Arbitrary<string> {
  const holes = form.match(/\$[esnft]/g) ?? [];
  const kinds = { $e: tie.expression, $n: name, $f: field, $t: text };
  const block = fc
    .array(tie.statement, { minLength: 1, maxLength: 3 })
    .map((lines) => lines.join("\n").replaceAll("\n", "\n  "));
  const parts = holes.map((hole) => (hole === "$s" ? block : kinds[hole as keyof typeof kinds]));
  return fc.tuple(...parts).map((values) => {
    let at = 0;
    return form.replaceAll(/\$[esnft]/g, () => values[at++] ?? "");
  });
}

function grammar(
  language: string,
  file: string,
  leaves: readonly string[],
  expressions: readonly string[],
  statements: readonly string[],
  head: string,
  end = "",
): CodeGrammar {
  const { statement } = fc.letrec<Blocks>((tie) => {
    const both = {
      expression: tie("expression") as fc.Arbitrary<string>,
      statement: tie("statement") as fc.Arbitrary<string>,
    };
    const form = (one: string): fc.Arbitrary<string> => filled(one, both);
    return {
      expression: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.oneof(...leaves.map(form)),
        fc.oneof(...expressions.map(form)),
      ),
      statement: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        form("$n = $e"),
        fc.oneof(...statements.map(form)),
      ),
    };
  });
  return {
    name: language,
    file,
    program: fc.array(statement, { minLength: 1, maxLength: 12 }).map((lines) => `${head}${lines.join("\n")}\n${end}`),
  };
}

const python = grammar(
  "Python",
  "main.py",
  ["$n", "1", '"$t"', "None", "$n.$f", 'f"$t"', "...", "$n[0]"],
  [
    "$e.$f",
    "$e[$e]",
    "$e($e)",
    "$e.$f($e, *$e, $f=$e, **$e)",
    'f"$t{$e}$t{$e!r:>{$e}}"',
    '"$t" + $e',
    '"$t" % ($e, $e)',
    '"$t".format($e, $f=$e)',
    "[$e, *$e]",
    '{"$f": $e, **$e, $e: $e}',
    "{$e, $e}",
    "($e, $e)",
    "lambda $n, *$n, $f=$e, **k: $e",
    "[$e for $n, *$n in $e if $e]",
    "{$n: $e for $n in $e}",
    "($e for $n in $e for $n in $e)",
    "$e if $e else $e",
    "not $e and $e or $e",
    "($n := $e)",
    "await $e",
    "(yield $e)",
    "$e[$e:$e, ::2]",
    "-$e ** $e",
    "$e < $e is not $e in $e",
    "client.chat.completions.create(messages=$e, model=$e)",
  ],
  [
    "$n: $e = $e",
    "$n.$f = $e",
    "$n[$e] = $n, *$n = $e",
    "$n += $e",
    "del $n.$f, $n",
    "if $e:\n  $s\nelif $e:\n  $s\nelse:\n  $s",
    "for $n, ($n, *$n) in $e:\n  $s\nelse:\n  $s",
    "while $e:\n  $s\n  break",
    "async for $n in $e: continue",
    "try:\n  $s\nexcept ($n, $n) as $n:\n  $s\nelse:\n  $s\nfinally:\n  $s",
    "try:\n  $s\nexcept* $n:\n  $s",
    "with $e as $n, $e as ($n, $n):\n  $s",
    "@$n.$f($e)\nasync def $n(self, $n, /, a: $e = $e, *, $f: $e, **k) -> $e:\n  $s\n  return $e",
    "def $n(*$n):\n  global $n\n  $s\n  yield from $e",
    "def $n():\n  nonlocal $n\n  return",
    "@$n\nclass $n($e, metaclass=$e):\n  $f: $e = $e\n  def __init__(self, $f):\n    self.$f = $f\n  $s",
    "match $e:\n  case [$n, *_] if $e:\n    pass\n  case {'$f': $n, **rest}:\n    pass\n  case Model($f=$n) | None:\n    pass\n  case _:\n    pass",
    "import $n.$f as $n, $f",
    "from .$n import ($f as $n, $f)",
    "from ..$n import *",
    "raise $e from $e",
    "assert $e, $e",
    "type $n = $e",
    "return $e",
    "$e",
  ],
  "from openai import OpenAI\nclient = OpenAI()\n",
);

const scriptLeaves = ["$n", "1", '"$t"', "null", "$n.$f", "`x`", "this", "/a+/g", "$n?.$f", "super.$f", "import.meta"];
const scriptExpressions = [
  "$e.$f",
  "$e?.[$e]",
  "$e($e)",
  "$e.$f($e, ...$e)",
  "`$n ${$e} ${$e}`",
  "$n`x ${$e}`",
  '"$t" + $e',
  "[$e, , ...$e]",
  '({ $f: $e, $n, ...$e, [$e]: $e, get $f() { return $e }, $f($n) { $s }, "$f": $e })',
  "(($n, { $f: b, ...c } = $e, [x, ...y], ...r) => $e)",
  "(async function* $f($n) { $s; yield* $e; })",
  "new $n($e)",
  "(class $n extends $e { #$f = $e; static $f = $e; static { $s } constructor() { super($e); this.$f = $e } get $f() { return this.#$f } })",
  "($e ? $e : $e)",
  "($e ?? $e)",
  "($e && $e || !$e)",
  "(await $e)",
  "(typeof $e, void $e, $e)",
  "($n = $e)",
  "($n.$f ??= $e)",
  "($e instanceof $e in $e)",
  "import($e)",
  "require($e)",
  "client.chat.completions.create({ messages: $e, model: $e })",
];
const scriptStatements = [
  "const { $f, $f: c, ...d } = $e;",
  "let [e, , g = $e, ...h] = $e;",
  "$n.$f = $e;",
  "$n[$e] += $e;",
  "if ($e) { $s } else if ($e) $e; else { $s }",
  "for (const [k, v] of $e) { $s }",
  "for (let i = 0, j = $e; i < $e; i++) { continue; }",
  "for (const k in $e) $e;",
  "for await (const k of $e) { break; }",
  "out: while ($e) { $s; break out; }",
  "do { $s } while ($e);",
  "switch ($e) { case $e: $s; break; default: $s }",
  "try { $s } catch ({ message, ...r }) { $s } finally { $s }",
  "try { $s } catch { throw $e; }",
  "async function $n($n, { $f } = {}) { $s; return $e; }",
  "class $n { $f = $e; async $f($n) { $s } static $f() { return $e } }",
  'import $n, { $f as $n } from "$n";',
  'import * as $n from "./$n";',
  "export const { $f: z } = $e;",
  "export default $e;",
  'export * from "./$n";',
  "export { $n as $f };",
  "module.exports.$f = $e;",
  "return $e;",
  "delete $n.$f;",
  "$e;",
];

const javascript = grammar(
  "JavaScript",
  "main.js",
  scriptLeaves,
  scriptExpressions,
  scriptStatements,
  'import OpenAI from "openai";\nconst client = new OpenAI();\n',
);

const typescript = grammar(
  "TypeScript",
  "main.ts",
  scriptLeaves,
  [...scriptExpressions, "($e as unknown as Model<$n>)", "$e!", "($e satisfies $n)", "(<T,>(x: T): x is T => $e)"],
  [
    ...scriptStatements,
    "interface $n<T> extends Model { $f?: string; $f(x: number): void; [k: string]: unknown }",
    "type $n = { readonly $f: string } & Pick<Model, '$f'> | 'a' | `b${string}`;",
    "enum $n { $f = $e, B }",
    "declare function $n(x: $n): asserts x is Model;",
    "namespace $n { $s }",
    "abstract class $n<T> implements Model { constructor(private readonly $f: T, @Inject($e) public $n?: string) { $s } abstract $f(): T; @Get($e) $f(@Body() b: $n) { return $e } }",
    "function $n(this: Model, ...r: string[]): void { $s }",
    "import type { $f } from './$n';",
    "export = $n;",
    "using $n = $e;",
  ],
  'import OpenAI from "openai";\nconst client = new OpenAI();\n',
);

const go = grammar(
  "Go",
  "main.go",
  ["$n", "1", '"$t"', "nil", "$n.$f", "`x`", "'c'"],
  [
    "$e.$f",
    "$e[$e]",
    "$e[$e:$e]",
    "$e($e, $e...)",
    "$e.$f($e)",
    '"$t" + $e',
    'fmt.Sprintf("$t%s", $e)',
    "[]string{$e, $e}",
    'map[string]any{"$f": $e}',
    "&Model{$f: $e, X: $e}",
    "Model{$e, $e}",
    "func($n string, r ...any) (string, error) { $s; return $e, nil }",
    "$e.(Model)",
    "*$e",
    "&$e",
    "-$e * $e",
    "<-$e",
    "make([]string, $e)",
    "append($e, $e...)",
    "($e == $e && $e)",
    "Generic[string]($e)",
  ],
  [
    "$n := $e",
    "$n, b := $e",
    "var $n, c string = $e, $e",
    "const $n = $e",
    "$n.$f, $n[$e] = $e, $e",
    "$n += $e",
    "if $n := $e; $e {\n  $s\n} else if $e {\n  $s\n} else {\n  $s\n}",
    "for i := 0; i < $e; i++ {\n  $s\n}",
    "for k, v := range $e {\n  $s\n}",
    "for {\n  break\n}",
    "switch $n := $e.(type) {\ncase string, Model:\n  $s\ndefault:\n  $s\n}",
    "switch {\ncase $e:\n  $s\n  fallthrough\ncase $e:\n}",
    "select {\ncase $n := <-$e:\n  $s\ncase $e <- $e:\n}",
    "go $n($e)",
    "defer func() {\n  $s\n}()",
    "type $n struct {\n  Model\n  $f, X string\n}",
    "$e",
    "return $e, $e",
  ],
  'package main\n\nimport (\n  "fmt"\n  client "github.com/sashabaranov/go-openai"\n)\n\ntype Model struct{ email string }\n\nfunc (m *Model) Get() string { return m.email }\n\nfunc main() {\n',
  "}\n",
);

export const codeGrammars: readonly CodeGrammar[] = [python, typescript, javascript, go];
