import { classBit } from "./lexicon/index.ts";
import type { Sentence } from "./sentence.ts";
import type { TaggedSpan } from "./tagger.ts";
import { Gap, Shape } from "./tokens.ts";
import { WordFlag } from "./word-table.ts";

const codeStyle = 4;

/** How lines of logs, JSON, XML and configuration begin. */
const machineLine =
  /[ \t]*(?:[{}\]]|['"][^'"\n]{0,24}['"][,;]?[ \t]+(?:#|\/\/)|\[(?![0-9]{1,2}:)|<[a-z/!?]|"[\w .-]{1,40}"[ \t]*:|(?:19|20)[0-9]{2}[-/][0-9]{2}[-/][0-9]{2}|[0-9]{2}:[0-9]{2}:|[A-Z][a-z]{2} +[0-9]{1,2} [0-9]{2}:[0-9]{2}|[0-9]+ (?:silly|verbose|http|info|warn|error|debug|timing)\b|(?:DEBUG|INFO|WARN|WARNING|ERROR|FATAL|TRACE)\b|[\w.-]+=|at [\w$.]+\(|\/\/|import |from |export |const |def |class |return )/y;

const leadsToName = classBit("title") | classBit("greeting") | classBit("kin");

/** Tells spans that programs wrote from names: made for one text, remembers its last line. */
export function createMachineTest(sentence: Sentence): (span: TaggedSpan) => boolean {
  const { text, tokens, flags, masks } = sentence;
  let lineStart = -1;
  let lineEnd = -1;
  let isMachine = false;
  return (span) => {
    if (span.start >= lineEnd || span.start < lineStart) {
      lineStart = text.lastIndexOf("\n", span.start - 1) + 1;
      lineEnd = text.indexOf("\n", span.start);
      if (lineEnd < 0) lineEnd = text.length;
      machineLine.lastIndex = lineStart;
      isMachine = sentence.style >= codeStyle || machineLine.test(text);
    }
    if (!isMachine || isInProse(text, span, lineStart, lineEnd)) return false;
    const quoted = isQuote(text.charCodeAt(span.start - 1)) && isQuote(text.charCodeAt(span.end));
    let known = false;
    let allLower = true;
    const wanted = span.type === "PERSON" ? WordFlag.Given | WordFlag.Surname : WordFlag.City | WordFlag.Country;
    for (let i = span.firstToken; i <= span.lastToken; i++) {
      if (tokens.end[i]! - tokens.start[i]! < 3 && tokens.shape[i] !== Shape.Upper) {
        continue;
      }
      if (tokens.shape[i] !== Shape.Lower && tokens.shape[i] !== Shape.Punctuation) allLower = false;
      if ((flags[i]! & wanted) !== 0 && (flags[i]! & (WordFlag.Common | WordFlag.Frequent)) === 0) known = true;
      else if ((flags[i]! & wanted) !== 0 && span.lastToken > span.firstToken && span.score > 0.9) known = true;
    }
    if (allLower && (quoted || !isLedTo(span))) return true;
    // `THAI CHARACTER SARA A`: one of many words in capitals.
    const isUpper = (i: number) => tokens.shape[i] === Shape.Upper && tokens.end[i]! - tokens.start[i]! > 1;
    if (isUpper(span.firstToken) && span.firstToken > 0 && isUpper(span.firstToken - 1)) {
      if (tokens.gap[span.firstToken] === Gap.Space) return true;
    }
    if (known) return false;
    if (span.type !== "PERSON")
      return !/^,? [A-Z]{2}(?![\p{L}0-9])|^, \p{Lu}\p{Ll}/u.test(text.slice(span.end, span.end + 5));
    // `Dear Ms. Xyz`, `"patient": "Xyz"`: the words before say it.
    if (isLedTo(span) && span.score > 0.9) return false;
    return !(span.lastToken > span.firstToken && span.score > 0.995);
  };

  function isLedTo(span: TaggedSpan): boolean {
    for (let i = span.firstToken - 1; i >= 0 && i >= span.firstToken - 3; i--)
      if ((masks[i]! & leadsToName) !== 0) return true;
    return false;
  }
}

/** Whether the line of `at` begins as those of logs, JSON and configuration do. */
export function isMachineLine(text: string, at: number): boolean {
  machineLine.lastIndex = text.lastIndexOf("\n", at - 1) + 1;
  return machineLine.test(text);
}

/** Whether a span stands in a quoted value that is a sentence: what people wrote, in what a program wrote. */
function isInProse(text: string, span: TaggedSpan, lineStart: number, lineEnd: number): boolean {
  const open = text.lastIndexOf('"', span.start - 1);
  const close = text.indexOf('"', span.end);
  if (open < lineStart || close < 0 || close > lineEnd || close - open < 25) return false;
  return prose.test(text.slice(open + 1, Math.min(close, open + 400)));
}

/** Five words in a row, with nothing in the text that only programs write. */
const prose = /^(?=[^{}[\]<>=|]*$).{0,200}?(?:\p{L}[\p{L}'’]{0,30}[,.!?:]? ){4}\p{L}/su;

function isQuote(code: number): boolean {
  return code === 0x22 || code === 0x27 || code === 0x60;
}
