import { splitIdentifier } from "../catalog/words.ts";
import { behindVariables } from "./behind-names.ts";
import type { IrOperation, NodeId } from "./ir.ts";
import type { ColumnarIr } from "./ir-columns.ts";
import type { SelectedField } from "./selections.ts";

type Call = IrOperation & { readonly op: "call" };

/** What an SQL query asks for: its columns, or all of a table's where none are named. */
export interface SqlQuery {
  readonly table: string;
  /** `undefined`: `SELECT *`. */
  readonly columns: readonly SelectedField[] | undefined;
}

/** Calls that hand a query to a database. */
const running = new Set(
  "execute executemany query raw queryRaw $queryRaw $queryRawUnsafe fetch fetchrow fetchall fetch_all fetch_one fetchone all get any one oneOrNone many manyOrNone prepare unsafe read_sql read_sql_query sql execute_sql exec_driver_sql".split(
    " ",
  ),
);
const starts = new Set("run exec execute perform fetch query select read load".split(" "));
const queried = new Set("sql query queries statement select row rows db database".split(" "));

/** Whether a call hands a query to a database by its name: `run_sql_statement`, `fetchRows`, `query_db`. */
function runsQuery(name: string): boolean {
  if (running.has(name)) return true;
  const [first, ...others] = splitIdentifier(name);
  return first !== undefined && starts.has(first) && others.some((word) => queried.has(word));
}

/** Calls that take rows out of what a query gave. */
const taking = new Set(
  "fetchone fetchall fetchmany first one one_or_none scalar_one all mappings scalars get iterate values fetch dicts to_dict toArray unique execute rows".split(
    " ",
  ),
);

/** The query whose rows a call gives: `cursor.execute("SELECT …")` before, or in the chain it ends. */
export function queryBehind(ir: ColumnarIr, call: Call): SqlQuery | undefined {
  let at: Call | undefined = call;
  for (let hops = 0; at && hops < 6; hops++) {
    const callee: IrOperation = ir.operation(behindVariables(ir, at.callee));
    const name: string | undefined =
      callee.op === "member" || callee.op === "import" || callee.op === "global" ? callee.name : undefined;
    if (name === undefined) return undefined;
    if (runsQuery(name)) {
      const query = queryIn(ir, at);
      if (query) return query;
      // What changes a table asks for nothing, whatever was asked for before.
      if (at.arguments[0] && changes.test(textOf(ir, at.arguments[0].value, 0) ?? "")) return undefined;
    }
    if (callee.op !== "member" || !taking.has(name)) return undefined;
    const base: IrOperation = ir.operation(behindVariables(ir, callee.base));
    if (base.op === "call") at = base;
    else if (base.op === "after" && base.argument === -1) {
      const before: IrOperation = ir.operation(base.call);
      at = before.op === "call" ? before : undefined;
    } else return undefined;
  }
  return undefined;
}

const changes = /^\s*(?:insert|update|delete|replace|create|alter|drop|merge|truncate|pragma)\b/i;

function queryIn(ir: ColumnarIr, call: Call): SqlQuery | undefined {
  for (const argument of call.arguments.slice(0, 2)) {
    const text = textOf(ir, argument.value, 0);
    const query = text === undefined ? undefined : parseSelect(text);
    if (query) return query;
  }
  return undefined;
}

/** The constant text of an argument; what is filled in shows as `?`. */
function textOf(ir: ColumnarIr, node: NodeId, depth: number): string | undefined {
  const operation = ir.operation(behindVariables(ir, node));
  switch (operation.op) {
    case "text":
      return operation.text;
    case "string":
      return depth > 3 ? undefined : operation.pieces.map((piece) => textOf(ir, piece, depth + 1) ?? " ? ").join("");
    case "collection":
      // The constant parts of a tagged template.
      return depth > 3
        ? undefined
        : operation.entries
            .slice(0, 12)
            .map((entry) => textOf(ir, entry.value, depth + 1) ?? " ? ")
            .join(" ");
    case "call": {
      const first = operation.arguments[0];
      return first && depth < 2 ? textOf(ir, first.value, depth + 1) : undefined;
    }
    default:
      return undefined;
  }
}

const insert =
  /^\s*insert\s+(?:or\s+\w+\s+)?into\s+["'`[]?([\w.]+)["'`\]]?\s*\(([^()]*)\)\s*values\s*\(([\s\S]*?)\)\s*(?:;?\s*$|on\b|returning\b)/i;

/**
 * What the values are called that a call puts into a table, in their order, with the table before the column:
 * `["users.email"]` of `execute("INSERT INTO users (email, at) VALUES (?, 'now')", …)`.
 */
export function insertedColumns(ir: ColumnarIr, call: Call): readonly string[] | undefined {
  const [query] = call.arguments;
  const match = insert.exec((query && textOf(ir, query.value, 0)) ?? "");
  if (!match) return undefined;
  const columns = splitColumns(match[2]!).map((column) => column.replace(/["'`[\]\s]/g, ""));
  const values = splitColumns(match[3]!).map((value) => value.trim());
  if (columns.length !== values.length) return undefined;
  const table = match[1]!.split(".").at(-1)!;
  return columns.filter((_, at) => /^(?:\?\d*|%s|\$\d+)$/.test(values[at]!)).map((column) => `${table}.${column}`);
}

const select = /^\s*(?:with\b[\s\S]*?\)\s*)?select\s+(?:distinct\s+)?([\s\S]+?)\s+from\s+["'`[]?([\w.]+)/i;

/** Reads the columns and the first table of a query. A query that is no `SELECT` gives `undefined`. */
export function parseSelect(text: string): SqlQuery | undefined {
  const match = select.exec(text);
  if (!match) return undefined;
  const table = match[2]!.split(".").at(-1)!;
  const columns: SelectedField[] = [];
  for (const part of splitColumns(match[1]!)) {
    // Prose has more words than a column and its alias.
    if (/^\w+(?:\s+\w+){2,}$/.test(part.trim()) && !/\bas\b/i.test(part)) return undefined;
    const [, expression = part, alias] = /^([\s\S]*?)(?:\s+as\s+["'`]?(\w+)["'`]?)?$/i.exec(part.trim()) ?? [];
    if (/(?:^|\.)\*$/.test(expression.trim())) return { table, columns: undefined };
    const isNumber = /^(?:count|sum|avg|exists|extract|length|row_number|coalesce\s*\(\s*sum)\s*\(/i.test(expression);
    const column = isNumber
      ? ""
      : (/(\w+)["'`\]]?\s*\)*$/.exec(expression.replace(/,[^,]*\)$/, ")").trim())?.[1] ?? "");
    columns.push({ name: alias ?? column, column: isNumber ? "" : column });
  }
  return { table, columns };
}

function splitColumns(text: string): string[] {
  const parts: string[] = [];
  let level = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === "(") level++;
    else if (char === ")") level--;
    else if (char === "," && level === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}
