// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates are part of the code under test
import assert from "node:assert/strict";
import { testHost } from "../../../../test/support/engine-host.ts";
import type { CodeLanguage } from "../../documents/document.ts";
import { loadSyntax, type Syntax } from "../../documents/syntax.ts";
import type { FileIr } from "../ir.ts";
import { lowerTree } from "./front-end.ts";
import { argumentsOf, valueText } from "./ir-text.ts";

describe("the TypeScript front end", () => {
  let syntax: Syntax;
  before(async () => {
    syntax = await loadSyntax(testHost());
  });

  function ir(code: string, language: CodeLanguage = "typescript"): FileIr {
    const tree = syntax.parse(language, code);
    const lowered = lowerTree(language, tree, code)!;
    tree.delete();
    return lowered;
  }

  /** What reaches `sink(…)`, call by call. */
  function sinks(code: string, language: CodeLanguage = "typescript"): string[] {
    return argumentsOf(ir(code, language), "sink");
  }

  function returned(code: string, name: string): string {
    const lowered = ir(code);
    const found = lowered.functions.find((each) => each.qualifiedName === name);
    assert.ok(found, `${name} among ${lowered.functions.map((each) => each.qualifiedName)}`);
    return found.returns.map((node) => valueText(lowered, node)).join(" | ");
  }

  function exported(code: string, language: CodeLanguage = "typescript"): string[] {
    const lowered = ir(code, language);
    return lowered.exports.map(({ name, node, from }) =>
      from
        ? `${name} from ${from.module}.${from.name}`
        : `${name} = ${node === undefined ? "?" : valueText(lowered, node)}`,
    );
  }

  /** The declared type of a parameter, field or variable: by the text it stands at. */
  function typeOf(code: string, at: string): string {
    const lowered = ir(code);
    for (let node = 0; node < lowered.nodeCount; node++) {
      const { start, end } = lowered.span(node);
      const type = lowered.typeOf(node);
      if (type !== undefined && code.slice(start, end) === at) return valueText(lowered, type);
    }
    return "none";
  }

  describe("values", () => {
    it("are built of pieces by templates, sums and joins", () => {
      assert.deepEqual(sinks("sink(`Hi ${user.name}!\\n`)"), ['interpolation("Hi ", user.name, "!\\n")']);
      assert.deepEqual(sinks("sink('a' + user.name + `b` + 1)"), ['concatenation("a", user.name, "b", literal)']);
      assert.deepEqual(sinks("sink([a, b].join('\\n'))"), ['join([a, b][*], "\\n")']);
      assert.deepEqual(sinks("let s = 'a'; s += b.c; sink(s)"), ['concatenation("a", b.c)']);
    });

    it("of counting and comparing carry no data", () => {
      assert.deepEqual(sinks("sink(a.length + 1, a > b, !a, typeof a, -a, a === b)"), [
        "derived, derived, derived, derived, derived, derived",
      ]);
    });

    it("pass through casts, parentheses and await", () => {
      assert.deepEqual(sinks("sink(await (a as User)!.b, <T>c, d satisfies E)"), ["a.b, c, d"]);
    });

    it("are one of several in ternaries and defaults", () => {
      assert.deepEqual(sinks("sink(a ? b : c, a ?? b, a || 'x', a && b)"), ['{b | c}, {a | b}, {a | "x"}, b']);
    });

    it("of objects and arrays keep their keys", () => {
      assert.deepEqual(sinks("sink({ a: 1, b, ...c, [d]: e, 'f-g': h, [`i`]: j, m() {}, get k() { return l } })"), [
        "{ a: literal, b: b, ...c, *: e, f-g: h, *: j, m: function m, k: function k() }",
      ]);
      assert.deepEqual(sinks("sink([a, ...b, c])"), ["[a, ...b, *: c]"]);
    });

    it("are read through optional chains, keys and indexes", () => {
      assert.deepEqual(sinks("sink(a?.b?.['c']?.[0]?.(d), a[b])"), ["a.b.c.0(d), a[b]"]);
    });

    it("of tagged templates are calls with the constant parts first", () => {
      assert.deepEqual(sinks("sink(sql`select ${a} from ${b}`)"), ['sql(["select ", " from ", ""], a, b)']);
    });

    it("decode escapes", () => {
      assert.deepEqual(
        sinks(String.raw`sink('it\'s', "\u{1F600}\x41\u0042", 'a\
b')`),
        ['"it\'s", "😀AB", "ab"'],
      );
    });

    it("of regular expressions and numbers are literals", () => {
      assert.deepEqual(sinks("sink(/a+/g, 1n, null, undefined, import.meta.url)"), [
        "literal, literal, literal, literal, literal.url",
      ]);
    });
  });

  describe("variables", () => {
    it("have the value last assigned", () => {
      assert.deepEqual(sinks("let x = a; x = b; sink(x)"), ["b"]);
    });

    it("join at the end of branches, leaving out those that end", () => {
      assert.deepEqual(sinks("let x = a; if (c) x = b; sink(x)"), ["{b | a}"]);
      assert.deepEqual(sinks("let x; if (c) { x = a } else { x = b } sink(x)"), ["{a | b}"]);
      assert.deepEqual(sinks("function f(c) { let x = a; if (c) { x = b; return } sink(x) }"), ["a"]);
      assert.deepEqual(sinks("let x = a; switch (k) { case 1: x = b; break; case 2: x = c } sink(x)"), [
        "{{c | a} | b}",
      ]);
      assert.deepEqual(sinks("let x = a; switch (k) { case 1: x = b; default: x = c } sink(x)"), ["c"]);
    });

    it("go around loops", () => {
      assert.deepEqual(sinks("let x = a; for (const y of ys) { sink(x); x = y }"), ["{a | ys[*]}"]);
      assert.deepEqual(sinks("let x = a; while (c) { x = b; if (d) break; x = e } sink(x)"), ["{e | b | a}"]);
      assert.deepEqual(sinks("let x = a; do { x = b } while (c); sink(x)"), ["b"]);
      assert.deepEqual(sinks("for (const i in o) sink(i)"), ["derived"]);
      assert.deepEqual(sinks("out: for (;;) { for (;;) { x = a; break out } } sink(x)").length, 1);
    });

    it("are scoped to blocks", () => {
      assert.deepEqual(sinks("let x = a; { let x = b; sink(x) } sink(x)"), ["b", "a"]);
      assert.deepEqual(sinks("var x = a; { var x = b } sink(x)"), ["b"]);
    });

    it("are hoisted", () => {
      assert.deepEqual(sinks("sink(f()); function f() { return v } var v = a;"), ["function f()"]);
      assert.equal(returned("function f() { return v } var v = a;", "f"), "a");
      assert.equal(returned("function f() { return new C() } class C {}", "f"), "new class C()");
    });

    it("are captured by closures in any version", () => {
      assert.equal(returned("let x = a; const f = () => x; x = b;", "f"), "{a | b}");
      assert.deepEqual(sinks("let x = a; run(() => { x = b }); sink(x)"), ["{a | b}"]);
    });

    it("of a try block may have any value in its handler", () => {
      assert.deepEqual(sinks("let x = a; try { x = b; f(); x = c } catch { sink(x) } sink(x)"), [
        "{a | b | c}",
        "{c | {a | b | c}}",
      ]);
    });

    it("of a handler hold what was thrown", () => {
      assert.deepEqual(sinks("try { if (a) throw new Error(b.c); g(d) } catch (e) { sink(e.message) }"), [
        "caught(new Error(b.c), new Error(b.c), g(d)).message",
      ]);
    });
  });

  describe("destructuring", () => {
    it("takes objects apart", () => {
      assert.deepEqual(sinks("const { a, b: c, d = 1, e: { f }, ...g } = o; sink(a, c, d, f, g)"), [
        "o.a, o.b, {o.d | literal}, o.e.f, o with a=literal with b=literal with d=literal with e=literal",
      ]);
    });

    it("takes arrays apart", () => {
      assert.deepEqual(sinks("const [a, , [b], ...c] = o; sink(a, b, c)"), ["o.0, o.2.0, [*: o[*]]"]);
    });

    it("takes parameters apart", () => {
      assert.equal(
        returned("function f({ a, b: [c] }, d = e, ...g) { return [a, c, d, g] }", "f"),
        "[parameter0.a, parameter0.b.0, {d | e}, g]",
      );
    });

    it("assigns to variables and members", () => {
      assert.deepEqual(sinks("let a; ({ x: a, y: b.c } = o); sink(a, b)"), ["o.x, b"]);
      assert.deepEqual(sinks("let b = {}; [b.c] = o; sink(b)"), ["{  } with c=o.0"]);
    });

    it("works in loops", () => {
      assert.deepEqual(sinks("for (const [k, { v }] of Object.entries(o)) sink(k, v)"), [
        "Object.entries(o)[*].0, Object.entries(o)[*].1.v",
      ]);
    });
  });

  describe("changes of objects", () => {
    it("make new versions of the variable they are reached from", () => {
      assert.deepEqual(sinks("const m = []; m.push(a); sink(m)"), ["([] after push(a)#-1)"]);
      assert.deepEqual(sinks("const o = {}; o.a.b = c; sink(o)"), ["{  } with a={  }.a with b=c"]);
      assert.deepEqual(sinks("const o = {}; o[k] = c; sink(o)"), ["{  } with *=c"]);
      assert.deepEqual(sinks("const m = [x]; m[0].content = c; sink(m)"), ["[x] with 0=[x].0 with content=c"]);
      assert.deepEqual(sinks("const o = { a: b }; delete o.a; sink(o)"), ["{ a: b } with a=literal"]);
      assert.deepEqual(sinks("const o = {}; Object.assign(o, b); sink(o)"), ["({  } after assign({  }, b)#0)"]);
      assert.deepEqual(sinks("function f(o, x) { o.x = x } const o = {}; f(o, a); sink(o)"), [
        "({  } after function f({  }, a)#0)",
      ]);
    });

    it("reach `this`, and callers through parameters", () => {
      const lowered = ir("class A { add(m) { this.messages.push(m) } }\nfunction f(list, x) { list.push(x) }");
      const add = lowered.functions.find((each) => each.qualifiedName === "A.add")!;
      assert.equal(valueText(lowered, add.selfFinal!), "this with messages=(this.messages after push(m)#-1)");
      const f = lowered.functions.find((each) => each.qualifiedName === "f")!;
      assert.equal(valueText(lowered, f.parameters[0]!.final!), "(list after push(x)#-1)");
    });

    it("by pure methods and global functions are none", () => {
      assert.deepEqual(sinks("const m = [a]; m.map(f); console.log(m); sink(m)"), ["[a]"]);
    });

    it("in closures are seen outside", () => {
      assert.deepEqual(sinks("const m = []; xs.forEach(x => { m.push(x) }); sink(m)"), [
        "{[] | ([] after push(x)#-1)}",
      ]);
    });
  });

  describe("functions", () => {
    it("are named by what they are given to", () => {
      const names = (code: string) =>
        ir(code)
          .functions.slice(1)
          .map((each) => each.qualifiedName);
      assert.deepEqual(names("const f = () => () => 1; const o = { g() {}, h: function () {} }; x.y = () => 1"), [
        "f",
        "f.<lambda>",
        "g",
        "h",
        "y",
      ]);
      assert.deepEqual(names("export default async () => {}"), ["default"]);
      assert.deepEqual(names("class A { static b() {} #c = () => 1; get d() { return 1 } }"), ["A.b", "A.#c", "A.d"]);
    });

    it("know their kind", () => {
      const lowered = ir("async function* f() { const x = yield a; yield* b }");
      const f = lowered.functions[1]!;
      assert.equal(f.isAsync, true);
      assert.equal(f.isGenerator, true);
      assert.deepEqual(
        f.yields.map((node) => valueText(lowered, node)),
        ["a", "b[*]"],
      );
    });

    it("keep parameters, defaults and decorators", () => {
      const lowered = ir("class A { f(@Body() dto: Dto, b?: string, ...c) {} }");
      const { parameters } = lowered.functions[1]!;
      assert.deepEqual(
        parameters.map((each) => `${each.kind} ${each.name}`),
        ["positional dto", "positional b", "rest c"],
      );
      assert.deepEqual(
        parameters[0]!.decorators!.map((node) => valueText(lowered, node)),
        ["Body()"],
      );
    });

    it("bind `this` unless they are arrows", () => {
      assert.equal(returned("class A { f() { return xs.map(x => this.y) } }", "A.f.<lambda>"), "this.y");
    });

    it("merge overloads and keep signatures", () => {
      const lowered = ir(
        "function f(a: string): A; function f(a) { return a } declare function g(): Promise<User>; interface User { name: string }",
      );
      assert.deepEqual(
        lowered.functions.map((each) => each.name),
        ["<module>", "f", "g"],
      );
      const [result] = lowered.functions[2]!.returns;
      assert.equal(valueText(lowered, lowered.typeOf(result!)!), "class User");
    });

    it("throw to their callers what they do not catch", () => {
      const lowered = ir("function f() { throw new Error(a); try { throw b } catch {} }");
      assert.deepEqual(
        lowered.functions[1]!.throws.map((node) => valueText(lowered, node)),
        ["new Error(a)"],
      );
    });
  });

  describe("classes", () => {
    it("keep fields, parameter properties, methods and bases", () => {
      const lowered = ir(`class Chat extends Base implements Bot {
        private readonly history: Message[] = [];
        constructor(private llm: OpenAI, name: string) { super(name); this.name = name }
        static make() { return new Chat() }
        get last() { return this.history }
      }`);
      const [chat] = lowered.classes;
      assert.deepEqual(
        chat!.bases.map((node) => valueText(lowered, node)),
        ["Base", "Bot"],
      );
      assert.deepEqual(
        chat!.fields.map(({ name, typeText, type }) => `${name}: ${typeText} ${valueText(lowered, type!)}`),
        ["history: Message[] Message", "llm: OpenAI OpenAI"],
      );
      assert.deepEqual(
        chat!.methods.map(({ name, accessor }) => `${name} ${accessor ?? ""}`),
        ["constructor ", "make ", "last get"],
      );
      const built = lowered.functions.find((each) => each.name === "constructor")!;
      assert.equal(
        valueText(lowered, built.selfFinal!),
        "(this with llm=llm after super(name)#-1) with name=(name after super(name)#0)",
      );
      assert.equal(lowered.functions.find((each) => each.name === "make")!.isStatic, true);
    });

    it("keep arrow fields as methods with `this`", () => {
      const lowered = ir("class A { x = 1; handle = async (m) => this.llm.call(m) }");
      assert.deepEqual(
        lowered.classes[0]!.methods.map(({ name }) => name),
        ["handle"],
      );
      assert.equal(returned("class A { handle = async (m) => this.llm.call(m) }", "A.handle"), "this.llm.call(m)");
    });

    it("keep decorators", () => {
      const lowered = ir("@Controller('x') export class A { @Get(':id') get() {} }");
      assert.deepEqual(
        lowered.classes[0]!.decorators.map((node) => valueText(lowered, node)),
        ['Controller("x")'],
      );
      assert.deepEqual(
        lowered.functions[1]!.decorators.map((node) => valueText(lowered, node)),
        ['Get(":id")'],
      );
    });

    it("of enums are their members", () => {
      const lowered = ir("enum E { A = 'x', B }");
      assert.deepEqual(
        lowered.classes[0]!.fields.map(({ name, value }) => `${name}=${valueText(lowered, value!)}`),
        ['A="x"', "B=literal"],
      );
    });
  });

  describe("declared types", () => {
    it("see through containers and promises", () => {
      assert.equal(typeOf("interface U {} function f(u: Promise<Array<Partial<U>>>) {}", "u"), "class U");
      assert.equal(
        typeOf("import type { U } from './u'; const f = (u: readonly U[] | null) => u", "u"),
        "import(./u).U",
      );
      assert.equal(typeOf("import * as m from './u'; let u: m.U;", "u"), "import(./u).*.U");
      assert.equal(typeOf("function f(u: string) {}", "u"), "string");
      assert.equal(typeOf("function f(u: 'a' | 'b') {}", "u"), "enum");
      assert.equal(typeOf("function f<T extends object>(u: T) {}", "u"), "none");
      assert.equal(
        typeOf("const S = z.object({ a: z.string() }); type U = z.infer<typeof S>; let u: U;", "u"),
        "z.object({ a: z.string() })",
      );
    });

    it("may be declared later", () => {
      assert.equal(typeOf("function f(u: U) {} class U {}", "u"), "class U");
      assert.equal(typeOf("function f(u: U) {} type U = V; interface V {}", "u"), "class V");
    });

    it("written in place are classes of their own", () => {
      const lowered = ir("function Card({ user }: { user: { email: string; tags: string[] } }) {}");
      assert.deepEqual(
        lowered.classes.map(({ name, kind, fields }) => `${kind} ${name}: ${fields.map((field) => field.name)}`),
        ["alias user: email,tags", "alias : user"],
      );
    });

    it("of results are those of returned values", () => {
      const code = "interface U {} async function f(): Promise<U> { return fetch(x) }";
      const lowered = ir(code);
      const f = lowered.functions.find((each) => each.name === "f")!;
      assert.equal(valueText(lowered, lowered.typeOf(f.returns[0]!)!), "class U");
    });

    it("keep interfaces, their bases and merged parts", () => {
      const lowered = ir("interface A extends B { x: string; m(y: number): A } type C = A & { z: Date }");
      assert.deepEqual(
        lowered.classes.map(({ kind, name, fields, methods }) =>
          [kind, name, fields.map((f) => `${f.name}:${f.typeText}`).join(), methods.map((m) => m.name).join()].join(
            " ",
          ),
        ),
        ["interface A x:string m", "alias C z:Date "],
      );
    });

    it("of Pick have the picked fields alone", () => {
      const lowered = ir("interface U { a: string; b: string } function f(u: Pick<U, 'a'>) {}");
      assert.deepEqual(
        lowered.classes[1]!.fields.map(({ name }) => name),
        ["a"],
      );
    });
  });

  describe("modules", () => {
    it("import names, defaults and namespaces", () => {
      assert.deepEqual(
        sinks(
          "import a, { b as c, default as d } from 'x'; import * as e from 'y'; import f = require('z'); sink(a, c, d, e.g, f)",
        ),
        ["import(x).default, import(x).b, import(x).default, import(y).*.g, import(z).*"],
      );
    });

    it("require, also in parts, and import dynamically", () => {
      assert.deepEqual(
        sinks("const a = require('x'); const { b: c } = require('y'); sink(a, c, require('z').d)", "javascript"),
        ["import(x).*, import(y).*.b, import(z).*.d"],
      );
      assert.deepEqual(sinks("const { a } = await import('x'); sink(a)"), ["import(x).*.a"]);
    });

    it("import types for types only", () => {
      assert.deepEqual(sinks("import type { A } from 'x'; import { type B } from 'y'; sink(A, B)"), ["A, B"]);
    });

    it("export declarations, names and other modules", () => {
      assert.deepEqual(
        exported(
          "export const a = 1, { b } = o; export function f() {} export class C {} export enum E {} export interface I {} export type T = I",
        ),
        ["a = literal", "b = o.b", "f = function f", "C = class C", "E = class E", "I = class I", "T = class I"],
      );
      assert.deepEqual(exported("const a = x; export { a as b, a as default }; export default a"), [
        "b = x",
        "default = x",
        "default = x",
      ]);
      assert.deepEqual(
        exported("export * from './a'; export * as n from './b'; export { c, default as d } from './c'; export = e"),
        ["* from ./a.*", "n from ./b.*", "c from ./c.c", "d from ./c.default", "export= = e"],
      );
      assert.deepEqual(exported("export default class {}"), ["default = class default"]);
    });

    it("export through module.exports", () => {
      assert.deepEqual(
        exported(
          "const f = () => 1; module.exports = { f, g: a.b }; module.exports.h = c; exports.i = d",
          "javascript",
        ),
        [
          "export= = { f: function f, g: a.b }",
          "f = { f: function f, g: a.b }.f",
          "g = { f: function f, g: a.b }.g",
          "h = c",
          "i = d",
        ],
      );
    });

    it("use what they export themselves", () => {
      assert.deepEqual(sinks("exports.a = b; sink(exports.a)", "javascript"), ["{  } with a=b.a"]);
    });

    it("nest in namespaces", () => {
      assert.deepEqual(sinks("namespace N { export const a = b; const c = 1 } sink(N.a)"), ["{ a: b }.a"]);
    });
  });

  describe("JSX", () => {
    it("is calls of components and records of elements", () => {
      assert.deepEqual(sinks("sink(<Card user={u} title='x' on {...rest}>Hi {u.name}<b/></Card>)", "tsx"), [
        'Card({ user: u, title: "x", on: literal, ...rest, children: ["Hi ", u.name, {  }] })',
      ]);
      assert.deepEqual(sinks("sink(<p>{a}</p>)", "javascript"), ["{ children: a }"]);
    });
  });
});
