import { createViewBuilder, type View } from "./view.ts";

/** A stretch of a text that may be encoded, and its view. */
export interface EncodedStretch {
  readonly encoding: "percent" | "quoted-printable" | "base64" | "hex";
  readonly start: number;
  readonly end: number;
  /** Absent where the stretch decodes to nothing that can be read. */
  readonly view?: View;
}

const maxLength = 16_384;

/** The percent-encoded or quoted-printable word around `at`, where `text[at]` is `%` or `=`; not before `floor`. */
export function encodedWord(text: string, at: number, floor: number): EncodedStretch | undefined {
  const sign = text[at]!;
  const isPart = (code: number) => code > 32 && code !== 34 && code !== 39 && code !== 60 && code !== 62 && code !== 96;
  if (!/^[0-9A-Fa-f]{2}$/.test(text.slice(at + 1, at + 3))) return undefined;
  let start = at;
  while (start > floor && at - start < 256 && isPart(text.charCodeAt(start - 1))) start--;
  let end = at;
  while (end < text.length && end - at < 2048 && isPart(text.charCodeAt(end))) end++;
  const builder = createViewBuilder(end - start);
  const bytes: number[] = [];
  let bytesStart = start;
  const flush = (until: number): void => {
    if (bytes.length === 0) return;
    builder.add(decodeUtf8(Uint8Array.from(bytes)) ?? "\u0000", bytesStart, until);
    bytes.length = 0;
  };
  for (let i = start; i < end; ) {
    if (text[i] === sign && /^[0-9A-Fa-f]{2}$/.test(text.slice(i + 1, i + 3))) {
      const value = Number.parseInt(text.slice(i + 1, i + 3), 16);
      if (bytes.length > 0 && value < 0x80) flush(i);
      if (bytes.length === 0) bytesStart = i;
      bytes.push(value);
      i += 3;
      if (value < 0x80) flush(i);
    } else {
      flush(i);
      builder.add(text[i] === "+" && sign === "%" ? " " : text[i]!, i, i + 1);
      i++;
    }
  }
  flush(end);
  return { encoding: sign === "%" ? "percent" : "quoted-printable", start, end, view: builder.build() };
}

/** The base64 or hexadecimal word around the token at `at`, where it decodes to readable text; not before `floor`. */
export function encodedToken(text: string, at: number, floor: number): EncodedStretch {
  let start = at;
  while (start > floor && at - start < maxLength && isBase64(text.charCodeAt(start - 1))) start--;
  let end = at;
  while (end < text.length && end - start < maxLength && isBase64(text.charCodeAt(end))) end++;
  const token = text.slice(start, end);
  const nothing: EncodedStretch = { encoding: "base64", start, end };
  if (token.length < 16) return nothing;
  if (token.length % 2 === 0 && /^[0-9A-Fa-f]+$/.test(token.slice(0, 64)) && /^[0-9A-Fa-f]+$/.test(token)) {
    const bytes = new Uint8Array(token.length / 2);
    for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(token.slice(i * 2, i * 2 + 2), 16);
    return readable("hex", bytes, start, end, (byte) => [start + byte * 2, start + byte * 2 + 2]) ?? nothing;
  }
  const bytes = decodeBase64(token);
  if (!bytes) return nothing;
  while (text[end] === "=" && end - start < maxLength) end++;
  const groupOf = (byte: number): [number, number] => {
    const bits = byte * 8;
    return [start + Math.floor(bits / 6), Math.min(end, start + Math.ceil((bits + 8) / 6))];
  };
  return readable("base64", bytes, start, end, groupOf) ?? nothing;
}

function readable(
  encoding: "base64" | "hex",
  bytes: Uint8Array,
  start: number,
  end: number,
  place: (byte: number) => [number, number],
): EncodedStretch | undefined {
  for (let i = 0; i < Math.min(bytes.length, 24); i++) {
    const byte = bytes[i]!;
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) return undefined;
  }
  const decoded = decodeUtf8(bytes);
  if (decoded === undefined) return undefined;
  const builder = createViewBuilder(decoded.length);
  let byte = 0;
  for (const char of decoded) {
    const size = utf8Length(char.codePointAt(0)!);
    builder.add(char, place(byte)[0], place(byte + size - 1)[1]);
    byte += size;
  }
  return { encoding, start, end, view: builder.build() };
}

function isBase64(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 43 ||
    code === 47 ||
    code === 45 ||
    code === 95
  );
}

/** Bytes of base64 or base64url without padding (RFC 4648). */
function decodeBase64(token: string): Uint8Array | undefined {
  if (token.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((token.length * 6) / 8));
  let bits = 0;
  let held = 0;
  let length = 0;
  for (let i = 0; i < token.length; i++) {
    const code = token.charCodeAt(i);
    const value =
      code >= 97
        ? code - 71
        : code === 95
          ? 63
          : code >= 65
            ? code - 65
            : code >= 48
              ? code + 4
              : code === 43 || code === 45
                ? 62
                : 63;
    bits = (bits << 6) | value;
    held += 6;
    if (held >= 8) {
      held -= 8;
      const byte = (bits >> held) & 255;
      // Text has no control characters: most tokens are told from text by their first bytes.
      if (length < 12 && (byte < 9 || (byte > 13 && byte < 32) || byte === 127)) return undefined;
      bytes[length++] = byte;
    }
  }
  return bytes.subarray(0, length);
}

/** Well-formed UTF-8 without control characters, or nothing (RFC 3629). */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  let text = "";
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i]!;
    const size =
      first < 0x80
        ? 1
        : first >= 0xc2 && first < 0xe0
          ? 2
          : first >= 0xe0 && first < 0xf0
            ? 3
            : first >= 0xf0 && first < 0xf5
              ? 4
              : 0;
    if (size === 0 || i + size > bytes.length) return undefined;
    let point = size === 1 ? first : first & (0xff >> (size + 1));
    for (let k = 1; k < size; k++) {
      const next = bytes[i + k]!;
      if ((next & 0xc0) !== 0x80) return undefined;
      point = (point << 6) | (next & 0x3f);
    }
    if (
      (point < 32 && point !== 9 && point !== 10 && point !== 13) ||
      (point >= 0xd800 && point < 0xe000) ||
      point > 0x10ffff
    ) {
      return undefined;
    }
    text += String.fromCodePoint(point);
    i += size;
  }
  return text;
}

function utf8Length(point: number): number {
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}
