import { behindVariables } from "./behind-names.ts";
import type { IrOperation, NodeId } from "./ir.ts";
import type { ColumnarIr } from "./ir-columns.ts";

type Call = IrOperation & { readonly op: "call" };

/** A field that a query asks for, or a related table with what is asked of it. */
export interface AskedField {
  readonly name: string;
  /** `undefined` for a column; empty where all of a related row is asked for. */
  readonly of?: readonly AskedField[];
}

const joiningKeys = new Set(["include", "with", "relations", "populate"]);

/**
 * The related rows that a query's rows come with as a whole: `findMany({ include: { customer: true } })`,
 * `find({ relations: ["customer"] })`, `Order.find().populate("customer")`, `from("orders").select("*, customer(*)")`.
 */
export function relationsOf(ir: ColumnarIr, call: Call): readonly string[] {
  const names: string[] = [];
  let at: Call | undefined = call;
  for (let hops = 0; at && hops < 8; hops++) {
    const callee: IrOperation = ir.operation(at.callee);
    if (callee.op !== "member") break;
    for (const { value } of at.arguments) names.push(...joined(ir, value, callee.name));
    const base: IrOperation = ir.operation(callee.base);
    at = base.op === "call" ? base : undefined;
  }
  return names;
}

function joined(ir: ColumnarIr, node: NodeId, method: string): string[] {
  const operation = ir.operation(behindVariables(ir, node));
  if (operation.op === "text") {
    if (method === "populate") return operation.text.split(" ").filter((name) => /^\w+$/.test(name));
    if (method !== "select") return [];
    return (fieldsInText(operation.text) ?? []).flatMap(({ name, of }) => (of?.length === 0 ? [name] : []));
  }
  if (operation.op !== "collection" || operation.kind !== "record") return [];
  return operation.entries.flatMap(({ key, value }) =>
    key !== undefined && joiningKeys.has(key) ? wholeRows(ir, value) : [],
  );
}

/** Relations that are listed, or keys of a record that do not say which columns they want. */
function wholeRows(ir: ColumnarIr, node: NodeId): string[] {
  const operation = ir.operation(behindVariables(ir, node));
  if (operation.op !== "collection") return [];
  return operation.entries.flatMap(({ key, value, spread }) => {
    const given = ir.operation(value);
    if (spread) return [];
    if (operation.kind !== "record") return given.op === "text" ? [given.text.split(".").at(-1)!] : [];
    const narrows =
      given.op === "collection" &&
      given.entries.some((entry) => /^(?:select|columns|attributes)$/.test(entry.key ?? ""));
    return key === undefined || narrows ? [] : [key];
  });
}

/**
 * What a text asks for in PostgREST's notation: `id, total, customer:people!owner(name, email)`.
 * https://docs.postgrest.org/en/stable/references/api/resource_embedding.html. `undefined` where it is none.
 */
export function fieldsInText(text: string): readonly AskedField[] | undefined {
  const tokens = text.match(/[(),]|[^\s(),]+/g) ?? [];
  let at = 0;
  function list(): AskedField[] | undefined {
    const fields: AskedField[] = [];
    for (;;) {
      const token = tokens[at++];
      const match = token === undefined ? null : /^(?:(\w+):)?(\.{3})?(\*|\w+)(?:[!:.>-][\w!:.>-]*)?$/.exec(token);
      if (!match) return undefined;
      const name = match[1] ?? match[3]!;
      if (tokens[at] === "(") {
        at++;
        const of = tokens[at] === ")" ? [] : list();
        if (!of || tokens[at++] !== ")") return undefined;
        fields.push({ name, of: of.some((field) => field.name === "*") ? [] : of });
      } else fields.push({ name });
      if (tokens[at] !== ",") return fields;
      at++;
    }
  }
  const fields = list();
  return fields && at === tokens.length ? fields : undefined;
}
