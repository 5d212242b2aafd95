import { subText } from "../documents/mapped-text.ts";
import { isModelCode } from "./model-code.ts";
import type { PromptText, RuleContext } from "./rule.ts";

/** Names of the SDKs' arguments and settings that take a key. */
const keyArgument =
  /(?<![\w$])(api_?key|apiKey|openai_api_key|anthropic_api_key|google_api_key|api_?token|access_?token|auth_?token|token|authorization|x-api-key|[A-Z][A-Z0-9_]*_API_KEY|[A-Z][A-Z0-9_]*_TOKEN)["'\]]*\s*(?:=(?!=)|:)\s*[fbr]?(["'`])((?:Bearer\s+)?[^"'`\s\\]{16,200})\2/gi;

/** Key-like arguments and settings of code that talks to models, each as a text in which to look for secrets. */
export function clientSecretTexts({ document, checkpoint }: RuleContext): PromptText[] {
  const source = document.code?.source;
  if (!source || !isModelCode(document)) return [];
  const texts: PromptText[] = [];
  for (const match of source.text.matchAll(keyArgument)) {
    checkpoint();
    const value = match[3]!;
    const at = match.index + match[0].length - 1 - value.length;
    texts.push({
      text: subText(source, { start: at, end: at + value.length }),
      symbol: match[1]!,
      format: "text",
      confidence: 1,
    });
  }
  return texts;
}
