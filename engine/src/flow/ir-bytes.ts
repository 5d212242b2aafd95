import type { CodeLanguage } from "../documents/document.ts";
import { createByteReader, createByteWriter } from "./byte-stream.ts";
import type { NodeId } from "./ir.ts";
import { type ColumnarIr, irOfColumns } from "./ir-columns.ts";
import { readDeclarations, writeDeclarations } from "./ir-declarations.ts";
import { createStringTable, readStrings, writeStrings } from "./string-table.ts";

/** Goes up with every change of the columns' meaning, of their form in bytes, or of what a front end lowers to. */
export const irVersion = 11;
const magic = 0x50564952;
/** Bytes before the stream: magic, version, length and checksum, as 32-bit words. */
const headerBytes = 16;

const languages: readonly CodeLanguage[] = ["python", "typescript", "tsx", "javascript", "go"];

/** What others ask of a file before they look into it: enough to find which files matter for a question. */
export interface FileHead {
  readonly language: CodeLanguage;
  readonly nodeCount: number;
  /** The last names of what the file calls, each once. */
  readonly calls: readonly string[];
  /** Method names with the functions of that name. */
  readonly methods: readonly { readonly name: string; readonly function: number }[];
  readonly exports: readonly string[];
  /** The modules that it takes anything from, as written, each once. */
  readonly modules: readonly string[];
  /** Some class is made from another. */
  readonly hasBases: boolean;
  /** The parser could not read some of it. */
  readonly hasErrors: boolean;
  /** It may write records that tools answer with. */
  readonly hasAnswers: boolean;
}

/** FNV-1a over 32-bit words, for damage rather than malice. */
function checksum(words: Int32Array): number {
  let hash = 0x811c9dc5;
  for (let i = headerBytes / 4; i < words.length; i++) hash = Math.imul(hash ^ words[i]!, 0x01000193);
  return hash | 0;
}

/** A lowered file as bytes, some eight for a node: for a cache, for another thread, and to keep many in memory. */
export function irToBytes(ir: ColumnarIr, head: FileHead, allocate?: (bytes: number) => Uint8Array): Uint8Array {
  const { columns } = ir;
  const { codes, first, second, starts, ends, owners, extra, types } = columns;
  const strings = createStringTable(columns.strings);
  const stream = createByteWriter(codes.length * 10 + 1024);

  stream.uint(head.calls.length);
  for (const name of head.calls) stream.uint(strings.id(name));
  stream.uint(head.methods.length);
  for (const { name, function: index } of head.methods) {
    stream.uint(strings.id(name));
    stream.uint(index);
  }
  stream.uint(head.exports.length);
  for (const name of head.exports) stream.uint(strings.id(name));
  stream.uint(head.modules.length);
  for (const name of head.modules) stream.uint(strings.id(name));
  stream.uint((head.hasBases ? 1 : 0) + (head.hasErrors ? 2 : 0) + (head.hasAnswers ? 4 : 0));

  const ints = (list: Int32Array): void => {
    stream.uint(list.length);
    for (const value of list) stream.int(value);
  };
  stream.bytes(codes);
  let start = 0;
  let owner = 0;
  for (let node = 0; node < codes.length; node++) {
    stream.int(first[node]!);
    stream.int(second[node]!);
    stream.int(starts[node]! - start);
    start = starts[node]!;
    stream.int(ends[node]! - start);
    stream.int(owners[node]! - owner);
    owner = owners[node]!;
  }
  ints(extra);
  ints(types);
  writeDeclarations(columns, stream, strings);

  const body = stream.finish();
  const front = createByteWriter(4096);
  front.uint(languages.indexOf(columns.language));
  front.uint(codes.length);
  front.uint(columns.strings.length);
  writeStrings(front, strings.all());
  const opening = front.finish();

  const length = (headerBytes + opening.length + body.length + 3) & ~3;
  const bytes = allocate?.(length) ?? new Uint8Array(length);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, length >> 2);
  bytes.set(opening, headerBytes);
  bytes.set(body, headerBytes + opening.length);
  words.set([magic, irVersion, length, checksum(words)]);
  return bytes;
}

/** Whether bytes are a whole and undamaged lowered file of this version. */
export function areIrBytes(bytes: Uint8Array): boolean {
  if (bytes.length < headerBytes || bytes.length % 4 !== 0) return false;
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
  if (words[0] !== magic || words[1] !== irVersion || words[2] !== bytes.length) return false;
  return checksum(words) === words[3];
}

/** What stands first in the bytes of a lowered file, read without the rest. */
function readFront(bytes: Uint8Array) {
  const stream = createByteReader(bytes, headerBytes);
  const language = languages[stream.uint()]!;
  const nodeCount = stream.uint();
  const stringCount = stream.uint();
  const strings = readStrings(stream);
  const many = <T>(read: () => T): T[] => Array.from({ length: stream.uint() }, read);
  const name = (): string => strings[stream.uint()]!;
  const calls = many(name);
  const methods = many(() => ({ name: name(), function: stream.uint() }));
  const exports = many(name);
  const modules = many(name);
  const flags = stream.uint();
  const hasBases = (flags & 1) !== 0;
  const hasErrors = (flags & 2) !== 0;
  const hasAnswers = (flags & 4) !== 0;
  const head: FileHead = { language, nodeCount, calls, methods, exports, modules, hasBases, hasErrors, hasAnswers };
  return { head, stream, strings, stringCount };
}

/** The head of a lowered file, from bytes that `irToBytes` made. */
export function headFromBytes(bytes: Uint8Array): FileHead {
  return readFront(bytes).head;
}

/** A lowered file, from bytes that `irToBytes` made; what comes from elsewhere is asked `areIrBytes` before. */
export function irFromBytes(bytes: Uint8Array): ColumnarIr {
  const { head, stream, strings, stringCount } = readFront(bytes);
  const nodes = head.nodeCount;
  const codes = stream.bytes(nodes).slice();
  const first = new Int32Array(nodes);
  const second = new Int32Array(nodes);
  const starts = new Int32Array(nodes);
  const ends = new Int32Array(nodes);
  const owners = new Int32Array(nodes);
  let start = 0;
  let owner: NodeId = 0;
  for (let node = 0; node < nodes; node++) {
    first[node] = stream.int();
    second[node] = stream.int();
    start += stream.int();
    starts[node] = start;
    ends[node] = start + stream.int();
    owner += stream.int();
    owners[node] = owner;
  }
  const ints = (): Int32Array => {
    const list = new Int32Array(stream.uint());
    for (let i = 0; i < list.length; i++) list[i] = stream.int();
    return list;
  };
  const extra = ints();
  const types = ints();
  const declarations = readDeclarations(stream, strings);
  return irOfColumns({
    language: head.language,
    codes,
    first,
    second,
    starts,
    ends,
    owners,
    extra,
    types,
    strings: strings.slice(0, stringCount),
    ...(head.hasErrors && { hasErrors: true }),
    ...declarations,
  });
}
