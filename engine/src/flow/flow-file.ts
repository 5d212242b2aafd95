import { type FileFacts, type FlowFile, gatherFacts } from "./file-facts.ts";
import { type FileHead, headFromBytes, irFromBytes, irToBytes } from "./ir-bytes.ts";
import { type ColumnarIr, Op } from "./ir-columns.ts";

/** A file whose lowering is at hand only while somebody works with it. */
export interface HeldFile extends FlowFile {
  readonly isOpen: boolean;
  /** Keeps the file as bytes alone. */
  close(): void;
  bytes(): Uint8Array;
}

export interface FlowFileInput {
  readonly file: string;
  readonly id: number;
  /** The text of the code; asked for again after the file was closed. */
  text(): string;
  /** Memory for the bytes. */
  allocate?: ((bytes: number) => Uint8Array) | undefined;
  /** Told when the file is opened, that is, read from its bytes. */
  onOpen(file: HeldFile): void;
}

/** A file from its lowering. It is open. */
export function flowFileOf(input: FlowFileInput, ir: ColumnarIr, text: string): HeldFile {
  const facts = gatherFacts(ir);
  return hold(input, headOf(ir, facts), { ir, facts, text }, undefined);
}

/** A file from the bytes of its lowering. It is closed. */
export function flowFileOfBytes(input: FlowFileInput, bytes: Uint8Array): HeldFile {
  return hold(input, headFromBytes(bytes), undefined, bytes);
}

/** What others ask of a lowered file before they look into it. */
export function headOf(ir: ColumnarIr, facts: FileFacts): FileHead {
  return {
    language: ir.language,
    nodeCount: ir.nodeCount,
    calls: [...facts.callsByName.keys()],
    methods: [...facts.methodsByName].flatMap(([name, functions]) =>
      functions.map((index) => ({ name, function: index })),
    ),
    exports: [...facts.exportsByName.keys()],
    modules: modulesOf(ir),
    hasBases: ir.classes.some((one) => one.bases.length > 0),
    hasErrors: ir.columns.hasErrors ?? false,
    hasAnswers: facts.answers.length > 0,
  };
}

function modulesOf({ columns: { codes, first, strings }, exports }: ColumnarIr): string[] {
  const modules = new Set<string>();
  for (let node = 0; node < codes.length; node++) if (codes[node] === Op.import) modules.add(strings[first[node]!]!);
  for (const { from } of exports) if (from) modules.add(from.module);
  return [...modules];
}

interface Opened {
  readonly ir: ColumnarIr;
  readonly facts: FileFacts;
  text?: string;
}

function hold(
  { file, id, text, allocate, onOpen }: FlowFileInput,
  head: FileHead,
  made: Opened | undefined,
  kept: Uint8Array | undefined,
): HeldFile {
  let opened = made;
  let bytes = kept;
  const open = (): Opened => {
    const ir = irFromBytes(bytes!);
    opened = { ir, facts: gatherFacts(ir) };
    onOpen(held);
    return opened;
  };
  const held: HeldFile = {
    file,
    id,
    head,
    get text() {
      const now = opened ?? open();
      now.text ??= text();
      return now.text;
    },
    get ir() {
      return (opened ?? open()).ir;
    },
    get facts() {
      return (opened ?? open()).facts;
    },
    get isOpen() {
      return opened !== undefined;
    },
    bytes() {
      bytes ??= irToBytes(opened!.ir, head, allocate);
      return bytes;
    },
    close() {
      held.bytes();
      opened = undefined;
    },
  };
  return held;
}
