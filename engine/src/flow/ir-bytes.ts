import type { CodeLanguage } from "../documents/document.ts";
import type { IrClass, IrExport, IrFunction } from "./ir.ts";
import { type ColumnarIr, irOfColumns } from "./ir-columns.ts";

/** Goes up with every change of the columns' meaning or of what a front end lowers to. */
export const irVersion = 2;
const magic = 0x50564952;

interface Rest {
  readonly language: CodeLanguage;
  readonly strings: readonly string[];
  readonly functions: readonly IrFunction[];
  readonly classes: readonly IrClass[];
  readonly exports: readonly IrExport[];
}

/** FNV-1a over 32-bit words, for damage rather than malice. */
function checksum(words: Int32Array): number {
  let hash = 0x811c9dc5;
  for (let i = 4; i < words.length; i++) hash = Math.imul(hash ^ words[i]!, 0x01000193);
  return hash | 0;
}

/** A lowered file as bytes, for a cache. Little-endian words: header, columns, then the rest as JSON. */
export function irToBytes(ir: ColumnarIr): Uint8Array {
  const { columns } = ir;
  const rest: Rest = {
    language: columns.language,
    strings: columns.strings,
    functions: columns.functions,
    classes: columns.classes,
    exports: columns.exports,
  };
  const json = new TextEncoder().encode(JSON.stringify(rest));
  const nodes = columns.codes.length;
  const codeWords = (nodes + 3) >> 2;
  const jsonWords = (json.length + 3) >> 2;
  const sections = [
    columns.first,
    columns.second,
    columns.starts,
    columns.ends,
    columns.owners,
    columns.extra,
    columns.types,
  ];
  const size = 8 + codeWords + sections.reduce((sum, section) => sum + section.length, 0) + jsonWords;
  const words = new Int32Array(size);
  const bytes = new Uint8Array(words.buffer);
  words.set([magic, irVersion, size, 0, nodes, columns.extra.length, columns.types.length, json.length]);
  let at = 8;
  bytes.set(columns.codes, at * 4);
  at += codeWords;
  for (const section of sections) {
    words.set(section, at);
    at += section.length;
  }
  bytes.set(json, at * 4);
  words[3] = checksum(words);
  return bytes;
}

/** The file back from its bytes; `undefined` where they are damaged or of another version. */
export function irFromBytes(bytes: Uint8Array): ColumnarIr | undefined {
  if (bytes.length < 32 || bytes.length % 4 !== 0) return undefined;
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
  if (words[0] !== magic || words[1] !== irVersion || words[2] !== words.length) return undefined;
  if (checksum(words) !== words[3]) return undefined;
  const nodes = words[4]!;
  let at = 8;
  const codes = aligned.slice(at * 4, at * 4 + nodes);
  at += (nodes + 3) >> 2;
  const section = (length: number): Int32Array => {
    const made = words.slice(at, at + length);
    at += length;
    return made;
  };
  const first = section(nodes);
  const second = section(nodes);
  const starts = section(nodes);
  const ends = section(nodes);
  const owners = section(nodes);
  const extra = section(words[5]!);
  const types = section(words[6]!);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(aligned.subarray(at * 4, at * 4 + words[7]!));
    const rest = JSON.parse(text) as Rest;
    return irOfColumns({ codes, first, second, starts, ends, owners, extra, types, ...rest });
  } catch {
    return undefined;
  }
}
