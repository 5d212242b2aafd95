import type { Span } from "../model/index.ts";
import type { Exposure, RuleContext, SettingFix } from "./rule.ts";

export interface CodeSetting {
  /** Of the whole match, in the text of the code part. */
  readonly span: Span;
  readonly match: RegExpExecArray;
}

/** Where a pattern stands in a stretch of code, comments aside. The pattern must be global. */
export function* settingsIn(text: string, pattern: RegExp, within: Span): Generator<CodeSetting> {
  pattern.lastIndex = within.start;
  for (let match = pattern.exec(text); match && match.index < within.end; match = pattern.exec(text)) {
    if (!inComment(text, match.index))
      yield { span: { start: match.index, end: match.index + match[0].length }, match };
  }
}

/** Whether a line comment begins before an offset on its line, outside of quotes. */
function inComment(text: string, offset: number): boolean {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  let quote = "";
  for (let at = lineStart; at < offset; at++) {
    const character = text[at]!;
    if (quote) {
      if (character === "\\") at++;
      else if (character === quote) quote = "";
    } else if (character === '"' || character === "'" || character === "`") quote = character;
    else if (character === "#" || (character === "/" && text[at + 1] === "/")) return true;
  }
  return false;
}

/** An exposure that is an option of the code; spans, also that of the fix, are in the text of the code part. */
export function settingExposure(
  context: RuleContext,
  span: Span,
  shape: string,
  about: { readonly message: string; readonly fix?: SettingFix },
): Exposure {
  const { file } = context.document;
  const raw = context.toRaw(file, span);
  const fix = about.fix && { ...about.fix, span: context.toRaw(file, about.fix.span) };
  return {
    span: raw,
    message: about.message,
    categories: [],
    certainty: "certain",
    confidence: 0.9,
    symbol: "",
    shape,
    site: `setting ${raw.start}`,
    flow: [],
    evidence: { kind: "setting", ...(fix ? { fix } : {}) },
  };
}
