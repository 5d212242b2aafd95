/** A text, or why these bytes are none. */
export type Decoded = { readonly text: string } | { readonly problem: string };

const replacement = "\uFFFD";

/**
 * Decodes UTF-8. A byte order mark is kept as U+FEFF, so that offsets in the text are offsets in the file. Bytes
 * that are not UTF-8 are a problem that says where and what to do, and never quotes them.
 */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { problem: "The file is encoded as UTF-16. Save it as UTF-8 to have it checked." };
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { problem: `${describeDamage(bytes)} Save it as UTF-8 to have it checked.` };
  }
}

/**
 * Decodes bytes that are not UTF-8 as well as can be: UTF-16 by its byte order mark, else UTF-8 with U+FFFD for what
 * is none, and `damage` says where that begins.
 */
export function decodeLossy(bytes: Uint8Array): { readonly text: string; readonly damage?: string } {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? "utf-16le"
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? "utf-16be"
        : undefined;
  if (utf16 !== undefined) return { text: new TextDecoder(utf16, { ignoreBOM: true }).decode(bytes) };
  return {
    text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes),
    damage: `${describeDamage(bytes)} The rest was checked; save it as UTF-8 to have all of it checked.`,
  };
}

function describeDamage(bytes: Uint8Array): string {
  const { offset, line } = firstInvalid(bytes);
  return `The file is not valid UTF-8: byte ${offset} (line ${line}) cannot be decoded.`;
}

/** Byte offset from 0 and line from 1 of the first byte that is not UTF-8. */
function firstInvalid(bytes: Uint8Array): { offset: number; line: number } {
  const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
  const encoder = new TextEncoder();
  let offset = 0;
  let line = 1;
  while (offset < bytes.length) {
    const end = Math.min(bytes.length, endOfLine(bytes, offset));
    const text = lenient.decode(bytes.subarray(offset, end));
    const at = indexOfInvalid(bytes, offset, end, text, encoder);
    if (at !== undefined) return { offset: at, line };
    offset = end;
    line++;
  }
  return { offset: bytes.length, line };
}

function endOfLine(bytes: Uint8Array, from: number): number {
  const at = bytes.indexOf(10, from);
  return at < 0 ? bytes.length : at + 1;
}

function indexOfInvalid(bytes: Uint8Array, start: number, end: number, text: string, encoder: TextEncoder) {
  let searched = 0;
  let offset = start;
  for (;;) {
    const at = text.indexOf(replacement, searched);
    if (at < 0) return undefined;
    offset += encoder.encode(text.slice(searched, at)).length;
    const isReal = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!isReal || offset + 3 > end) return offset;
    offset += 3;
    searched = at + 1;
  }
}
