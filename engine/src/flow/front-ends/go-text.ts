import { simpleEscapes } from "./escapes.ts";

/**
 * The value of a Go string literal as written, quotes and all. Bytes above 127 written as `\xff` or octal become the
 * character of that number, which is near enough to read a text.
 * @see https://go.dev/ref/spec#String_literals
 */
export function decodeGoString(raw: string): string {
  const inner = raw.slice(1, raw.endsWith(raw[0] ?? "") && raw.length > 1 ? -1 : undefined);
  if (raw.startsWith("`")) return inner.replaceAll("\r", "");
  if (!inner.includes("\\")) return inner;
  return inner.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([\s\S]|$))/g,
    (sequence, hex?: string, short?: string, long?: string, octal?: string, other?: string) => {
      if (other !== undefined) return simpleEscapes[other] ?? sequence;
      const code = octal === undefined ? Number.parseInt(hex ?? short ?? long ?? "", 16) : Number.parseInt(octal, 8);
      return code <= 0x10ffff ? String.fromCodePoint(code) : sequence;
    },
  );
}

/**
 * The module path without its major version, so that one catalogue entry serves all of them:
 * `github.com/openai/openai-go/v3` is `github.com/openai/openai-go`, a sub-package keeps its own path.
 * @see https://go.dev/ref/mod#major-version-suffixes
 */
export function withoutMajorVersion(path: string): string {
  return path.replace(/\/v(?:[2-9]|[1-9]\d+)(?=\/|$)/, "").replace(/(^gopkg\.in\/.*)\.v\d+(?=\/|$)/, "$1");
}

/**
 * The name a package is used by where the import gives none: the last part of the path, without a leading `go-` and
 * up to the first character no identifier has. It is what Go's own `goimports` assumes.
 * @see https://pkg.go.dev/golang.org/x/tools/internal/imports#ImportPathToAssumedName
 */
export function assumedPackageName(path: string): string {
  const last = withoutMajorVersion(path).split("/").at(-1) ?? "";
  return /^[\p{L}_][\p{L}\p{N}_]*/u.exec(last.replace(/^go-/, ""))?.[0] ?? last;
}
