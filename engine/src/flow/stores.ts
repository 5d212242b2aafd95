import { behindVariables } from "./behind-names.ts";
import { nameOfCallee } from "./file-facts.ts";
import type { IrOperation, NodeId } from "./ir.ts";
import type { ColumnarIr } from "./ir-columns.ts";

type Call = IrOperation & { readonly op: "call" };

/** The table, collection or class of rows that a chain of calls reads. */
export interface ReadTable {
  readonly name: string;
  /** Where the class of its rows is named, which the workspace may define. */
  readonly rows?: NodeId;
}

/** Methods that take the name of a table or collection: Supabase, knex, MongoDB, Firestore, DynamoDB. */
const takesName = new Set("from table Table collection collectionGroup get_collection getCollection model".split(" "));
/** Methods and functions that take the class of the rows: SQLAlchemy, SQLModel, TypeORM, MikroORM. */
const takesClass = new Set(
  "select query get find findOne findOneBy findOneOrFail findBy findAll getRepository get_or_404 one_or_404".split(" "),
);
/** Firestore's functions, which take the database first. */
const takesPath = new Set(["collection", "doc", "collectionGroup"]);
/** Functions and methods that run a query which they are given. */
const runs = new Set("getDoc getDocs getDocFromServer getDocsFromServer query execute exec scalars scalar".split(" "));
const builders = /^(?:db|knex|trx|database|conn|sql)$/;
/** Objects of the languages whose methods are called so, too. */
const notStores = /^(?:Array|Buffer|Object|Set|Map|Readable|Observable|Uint8Array|Stream|Temporal|dict|Enum)$/;
const givesNoRows =
  /^(?:insert|upsert|update|delete|remove|destroy|create|add|save|set|put|push|count|aggregate|exists|estimated|total|len|sum|avg|watch|subscribe|map|flatMap|reduce|then|forEach)/i;

/**
 * What rows a call gives: `sb.from("patients").select("*").single()`, `session.scalars(select(Patient)).all()`,
 * `getDoc(doc(db, "patients", id))`, `db("patients").where({ id }).first()`. `undefined` where it does not show, and for
 * calls that write or count.
 * @param mostCalls how many calls of the chain are looked at
 */
export function tableRead(ir: ColumnarIr, call: Call, mostCalls = 12): ReadTable | undefined {
  let at: Call | undefined = call;
  for (let hops = 0; at && hops < mostCalls; hops++) {
    const name = nameOfCallee(ir, at.callee) ?? "";
    const callee: IrOperation = ir.operation(behindVariables(ir, at.callee));
    const isMethod = callee.op === "member";
    if (isMethod && givesNoRows.test(name)) return undefined;
    const [first, second] = at.arguments.map(({ value }) => value);
    const base = isMethod ? (nameOfCallee(ir, callee.base) ?? "") : "";
    const named = isMethod
      ? takesName.has(name) && !notStores.test(base)
        ? (constantName(ir, first) ?? (name === "from" ? variableName(ir, first) : undefined))
        : undefined
      : takesPath.has(name)
        ? constantName(ir, second)
        : builders.test(name)
          ? constantName(ir, first)
          : undefined;
    if (named !== undefined) return { name: named };
    const rows = takesClass.has(name) ? className(ir, first) : undefined;
    if (rows !== undefined) return { name: rows, rows: first! };
    const inner: Call | undefined = runs.has(name) ? callAt(ir, first) : undefined;
    // What runs a query and the query are one call.
    if (inner) hops--;
    at = inner ?? (isMethod ? callAt(ir, callee.base) : undefined);
  }
  return undefined;
}

function callAt(ir: ColumnarIr, node: NodeId | undefined): Call | undefined {
  if (node === undefined) return undefined;
  const operation = ir.operation(behindVariables(ir, node));
  return operation.op === "call" ? operation : undefined;
}

/** `"public.patients"`, `"patients/42"`: the last part of a name, the first of a path. */
function constantName(ir: ColumnarIr, node: NodeId | undefined): string | undefined {
  if (node === undefined) return undefined;
  const operation = ir.operation(behindVariables(ir, node));
  if (operation.op !== "text") return undefined;
  return /^(?:\w+\.)?([A-Za-z][\w-]{1,60})(?:\/.*)?$/.exec(operation.text)?.[1];
}

/** `from(patients)`: a table that is kept in a variable. */
function variableName(ir: ColumnarIr, node: NodeId | undefined): string | undefined {
  if (node === undefined) return undefined;
  const { op } = ir.operation(behindVariables(ir, node));
  return op === "import" || op === "global" || op === "member" || op === "call" ? nameOfCallee(ir, node) : undefined;
}

function className(ir: ColumnarIr, node: NodeId | undefined): string | undefined {
  if (node === undefined) return undefined;
  const { op } = ir.operation(behindVariables(ir, node));
  const name =
    op === "import" || op === "global" || op === "member" || op === "class" ? nameOfClass(ir, node) : undefined;
  return name !== undefined && /^\p{Lu}\w*\p{Ll}/u.test(name) ? name : undefined;
}

function nameOfClass(ir: ColumnarIr, node: NodeId): string | undefined {
  const operation = ir.operation(behindVariables(ir, node));
  return operation.op === "class" ? ir.classes[operation.index]?.name : nameOfCallee(ir, node);
}
