import { splitIdentifier } from "../../catalog/words.ts";
import { behindVariables } from "../behind-names.ts";
import { type FlowFile, nameOfCallee } from "../file-facts.ts";
import type { IrOperation, NodeId } from "../ir.ts";
import { constantOf } from "./call-parts.ts";
import type { State } from "./state.ts";

const readers =
  /^(?:read_(?:csv|table|json|excel|parquet|feather|pickle|text)|scan_(?:csv|parquet|ndjson)|open|readFile|readFileSync|load_dataset|readCsv|loadCSV|load)$/;

/** The state with the name of the data file that a call reads: rows of `patients.csv` are patients. */
export function withFileName(state: State, operation: IrOperation & { op: "call" }): State {
  const { file } = state;
  const name = nameOfCallee(file.ir, operation.callee) ?? "";
  const argument = readers.test(name) && !writes(file, operation) ? operation.arguments[0] : undefined;
  const said =
    argument &&
    (dataFileIn(file, argument.value, 0)?.replace(/[^\p{L}\p{N}]+/gu, "_") ??
      (readsTable.test(name) ? fileNamed(file, argument.value) : undefined));
  if (said === undefined) return state;
  return { ...state, aliases: [...state.aliases, said], owners: [said, ...state.owners] };
}

const readsTable = /^(?:(?:read|scan)_(?:csv|table|excel|parquet|feather)|readCsv|loadCSV)$/;
const ofFiles = new Set("csv tsv file path filename filepath xlsx excel parquet name".split(" "));

/** What a variable with the path of a table says that stands in it: `candidates` of `candidates_file`. */
function fileNamed(file: FlowFile, node: NodeId): string | undefined {
  const operation = file.ir.operation(node);
  if (operation.op === "same") return fileNamed(file, operation.value);
  if (
    operation.op !== "parameter" &&
    operation.op !== "bind" &&
    operation.op !== "capture" &&
    operation.op !== "member"
  )
    return undefined;
  const words = splitIdentifier(operation.name);
  const end = words.findLastIndex((word) => !ofFiles.has(word)) + 1;
  return end === 0 || end === words.length ? undefined : words.slice(0, end).join("_");
}

/** How deep a path is looked into: `os.getenv("EMPLOYEES", str(Path(__file__).parent / "data" / "employees.csv"))`. */
const mostHops = 6;

/** The name, without folder and ending, of the data file at the end of a path. */
function dataFileIn(file: FlowFile, node: NodeId, hops: number): string | undefined {
  if (hops > mostHops) return undefined;
  const constant = constantOf(file, node);
  if (constant !== undefined) {
    return /([^/\\]+?)\.(?:csv|tsv|jsonl?|ndjson|parquet|xlsx?|feather)(?:\.gz)?$/i.exec(constant)?.[1];
  }
  const operation = file.ir.operation(behindVariables(file.ir, node));
  // What a path ends with is its file: a folder before it says nothing.
  const parts =
    operation.op === "call"
      ? operation.arguments.map(({ value }) => value)
      : operation.op === "string"
        ? operation.pieces
        : operation.op === "derived" || operation.op === "unknown" || operation.op === "choice"
          ? operation.inputs
          : [];
  const last = parts.at(-1);
  return last === undefined ? undefined : dataFileIn(file, last, hops + 1);
}

/** `open(path, "w")`: what is got is there to be written to. */
function writes(file: FlowFile, operation: IrOperation & { op: "call" }): boolean {
  const mode = operation.arguments.find(({ name }) => name === "mode") ?? operation.arguments[1];
  const said = mode && constantOf(file, mode.value);
  return said !== undefined && /^[rbt+]*[wax][bt+]*$/.test(said);
}
