import { behindVariables } from "./behind-names.ts";
import { nameOfCallee } from "./file-facts.ts";
import type { IrOperation, NodeId } from "./ir.ts";
import type { ColumnarIr } from "./ir-columns.ts";
import { type AskedField, fieldsInText } from "./relations.ts";

type Call = IrOperation & { readonly op: "call" };

/** A field of a query's rows, and what it is in the table. */
export interface SelectedField {
  readonly name: string;
  readonly column: string;
  readonly table?: string;
  /** Of a related row that is asked for: its column, or empty for all of them. `name` is the relation's. */
  readonly below?: string;
}

const selectingKeys = new Set(["select", "columns", "attributes", "projection"]);

/**
 * The fields that a query asks for, where it names them: `findMany({ select: { plan: true } })`,
 * `findAll({ attributes: ["plan"] })`, `from("users").select("plan, seats").single()`. `undefined` where it does not
 * say, or asks for all.
 */
export function selectedFields(ir: ColumnarIr, call: Call): readonly SelectedField[] | undefined {
  for (const argument of call.arguments) {
    const options = collectionAt(ir, argument.value);
    if (options?.kind !== "record") continue;
    for (const entry of options.entries) {
      if (entry.key === undefined || !selectingKeys.has(entry.key)) continue;
      const fields = fieldsIn(ir, entry.value);
      if (fields) return fields;
    }
  }
  let at: Call | undefined = call;
  for (let hops = 0; at && hops < 8; hops++) {
    const callee: IrOperation = ir.operation(at.callee);
    if (callee.op !== "member") return undefined;
    if (callee.name === "select" && at.arguments.length > 0) {
      const fields = at.arguments.flatMap(({ value }) => columnsIn(ir, value) ?? []);
      return at.arguments.some(({ value }) => columnsIn(ir, value) === undefined) ? undefined : fields;
    }
    const base: IrOperation = ir.operation(callee.base);
    at = base.op === "call" ? base : undefined;
  }
  return undefined;
}

/**
 * The columns that a call in Python asks for, where it names them: `frame.select("plan")`, `frame.get_column("plan")`,
 * `Order.objects.values("plan")`, `select(Order.plan, Order.seats)`. `undefined` where it does not say.
 */
export function askedColumns(ir: ColumnarIr, call: Call): readonly SelectedField[] | undefined {
  const callee = ir.operation(call.callee);
  const name = nameOfCallee(ir, call.callee) ?? "";
  if (call.arguments.length === 0 || call.arguments.some((argument) => argument.spread)) return undefined;
  const given = call.arguments
    .filter((argument) => argument.name === undefined)
    .map(({ value }) => ir.operation(value));
  if (given.length === 0) return undefined;
  if (callee.op === "member") {
    if (!columnMethods.has(name) || !given.every((one) => one.op === "text" && /^\w+$/.test(one.text)))
      return undefined;
    const table = nameOfCallee(ir, rootOf(ir, callee.base));
    return given.map((one) => {
      const column = (one as IrOperation & { op: "text" }).text;
      return { name: column, column, ...(table !== undefined && { table }) };
    });
  }
  if (name !== "select" || !given.every((one) => one.op === "member")) return undefined;
  return given.map((one) => {
    const { name: column, base } = one as IrOperation & { op: "member" };
    const table = nameOfCallee(ir, base);
    return { name: column, column, ...(table !== undefined && { table }) };
  });
}

const columnMethods = new Set(["select", "get_column", "values", "values_list"]);

/** What a chain of members and calls begins with. */
function rootOf(ir: ColumnarIr, node: NodeId): NodeId {
  let at = node;
  for (let hops = 0; hops < 8; hops++) {
    const operation = ir.operation(at);
    if (operation.op === "member") at = operation.base;
    else if (operation.op === "call") at = operation.callee;
    else break;
  }
  return at;
}

/** Fields and those of related rows: `{ total: true, customer: { select: { email: true } } }`. */
function fieldsIn(ir: ColumnarIr, node: NodeId): readonly SelectedField[] | undefined {
  const names = namesIn(ir, node);
  const list = collectionAt(ir, node);
  if (!names || list?.kind !== "record") return names?.map((name) => ({ name, column: name }));
  return list.entries.flatMap((entry, index): readonly SelectedField[] => {
    const name = names[index]!;
    const related = collectionAt(ir, entry.value);
    if (related?.kind !== "record") return [{ name, column: name }];
    const select = related.entries.find(({ key }) => key === "select");
    return columnsOf(name, (select && fieldsIn(ir, select.value)) ?? []);
  });
}

/** What is asked of a related row, flat: of what lies deeper the last table tells. */
function columnsOf(relation: string, fields: readonly SelectedField[]): SelectedField[] {
  if (fields.length === 0) return [{ name: relation, column: relation, below: "" }];
  return fields.map(({ column, table, below }) => ({
    name: relation,
    column,
    table: table ?? relation,
    below: below ?? column,
  }));
}

function embedded({ name, of }: AskedField): SelectedField[] {
  return of === undefined ? [{ name, column: name }] : columnsOf(name, of.flatMap(embedded));
}

/** `{ holder: accounts.ownerName }` asks for a column under another name. */
function columnsIn(ir: ColumnarIr, node: NodeId): readonly SelectedField[] | undefined {
  const names = namesIn(ir, node);
  if (!names) {
    const written = ir.operation(behindVariables(ir, node));
    const fields = written.op === "text" ? fieldsInText(written.text) : undefined;
    return fields?.some(({ name }) => name === "*") ? undefined : fields?.flatMap(embedded);
  }
  const list = collectionAt(ir, node);
  return names.map((name, index) => {
    const entry = list?.kind === "record" ? list.entries[index] : undefined;
    const column = entry && ir.operation(entry.value);
    if (column?.op !== "member") return { name, column: name };
    const table = nameOfCallee(ir, column.base);
    return { name, column: column.name, ...(table !== undefined && { table }) };
  });
}

/** The keys that `pick(object, […])` keeps or `omit(object, […])` takes out, where they are constants. */
export function pickedKeys(
  ir: ColumnarIr,
  call: Call,
): { readonly how: "pick" | "omit"; readonly keys: string[] } | undefined {
  const how = nameOfCallee(ir, call.callee);
  if ((how !== "pick" && how !== "omit") || call.arguments.length < 2) return undefined;
  const keys: string[] = [];
  for (const { value } of call.arguments.slice(1)) {
    const names = namesIn(ir, value);
    if (!names) return undefined;
    keys.push(...names);
  }
  return { how, keys };
}

/** The constants that a list holds, where it holds nothing else: `["email", "plan"]`. */
export function listedNames(ir: ColumnarIr, node: NodeId): readonly string[] | undefined {
  return collectionAt(ir, node)?.kind === "list" ? namesIn(ir, node) : undefined;
}

function collectionAt(ir: ColumnarIr, node: NodeId): (IrOperation & { op: "collection" }) | undefined {
  const operation = ir.operation(behindVariables(ir, node));
  return operation.op === "collection" ? operation : undefined;
}

/** Names listed in an array, as keys of a record, or in one text. */
function namesIn(ir: ColumnarIr, node: NodeId): string[] | undefined {
  const operation = ir.operation(node);
  if (operation.op === "text") {
    const names = operation.text.split(/[\s,]+/).filter((name) => name !== "");
    return names.length > 0 && names.every((name) => /^[\w.]+$/.test(name)) ? names : undefined;
  }
  const list = collectionAt(ir, node);
  if (!list) return undefined;
  const names: string[] = [];
  for (const entry of list.entries) {
    if (entry.spread) return undefined;
    if (list.kind === "record") {
      if (entry.key === undefined) return undefined;
      names.push(entry.key);
    } else {
      const text = ir.operation(entry.value);
      if (text.op !== "text") return undefined;
      names.push(text.text);
    }
  }
  return names.length > 0 ? names : undefined;
}
