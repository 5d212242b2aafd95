import type { DocumentProblem, TemplatePart, TemplateSyntax } from "./document.ts";
import { splitFrontMatter, splitRoles } from "./front-matter.ts";
import { plainText } from "./mapped-text.ts";
import { isPromptPath, readsLikePrompt } from "./prompt-likeness.ts";
import { yamlStrings } from "./yaml-text.ts";

/** The placeholder syntax that a text is written in, as far as it shows. */
export function guessTemplateSyntax(text: string): TemplateSyntax {
  if (/<%[=-]/.test(text)) return "ejs";
  if (/\{%-?\s*(if|for|set|block|macro|include|raw|endif|endfor)\b|\{#[^#]/.test(text)) return "jinja";
  if (/\{\{\s*[#/>^&]|\{\{\{|\{\{!|\{\{\s*@/.test(text)) return "handlebars";
  if (/\{\{[^{}]+\}\}/.test(text)) return "jinja";
  return /\{[A-Za-z_][\w.[\]]*(![rsa])?(:[^{}\n]*)?\}/.test(text) ? "braces" : "none";
}

/** Keys of front matter and prompt files that hold sample values to fill in. */
const sampleKeys = /^(sample|samples|inputs?|example|examples|default|defaults|few_?shots?|test_?data|testData)$/i;
/** Keys that say something about the prompt rather than to the model. */
const metadataKeys =
  /^(name|id|version|type|_type|model|authors?|tags?|license|api|provider|engine|deployment|azure_deployment|format|template_format|input_variables|output_parser|temperature|connection|configuration|schema|evaluators?|metrics?|category|created(_at)?|updated(_at)?|language|labels?|config)$/i;

/** Parts of `.prompty`, `.prompt` and `.prompt.md` files: the body by roles, and the sample values of the head. */
export function promptFileParts(
  raw: string,
  syntax: TemplateSyntax | undefined,
  problems: DocumentProblem[],
): TemplatePart[] {
  const { head, body } = splitFrontMatter(raw);
  const parts: TemplatePart[] = [];
  if (head) {
    for (const { path, value } of yamlStrings(raw, head.start, head.end, problems)) {
      if (path.some((key) => typeof key === "string" && sampleKeys.test(key)) && !path.includes("schema")) {
        parts.push({ syntax: "none", source: value, role: "sample" });
      }
    }
  }
  for (const { role, span } of splitRoles(raw, body)) {
    const source = plainText(raw, span);
    const part = { syntax: syntax ?? guessTemplateSyntax(source.text), source };
    parts.push(role === undefined ? part : { ...part, role });
  }
  return parts;
}

/** Keys whose text goes to a model, in any YAML file. */
const promptKeys =
  /^(.*_)?(prompts?|prompt_?templates?|system_?(message|prompt)?|instructions?|backstory|few_?shot(_examples)?|user_?(message|prompt)|assistant_?(message|prompt)|human_?(message|prompt)|persona|preamble)$/i;
/** Keys that count as prompt text beside others of them: agent and task definitions. */
const agentKeys = /^(role|goal|backstory|expected_output|description|task)$/i;

/** The prompt texts of a YAML file: all its prose if it is a prompt file, else what prompt-like keys hold. */
export function yamlPromptParts(file: string, raw: string, problems: DocumentProblem[]): TemplatePart[] {
  const start = raw.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (!isPromptPath(file) && !/prompt|messages|system|instruction|backstory|template/i.test(raw)) return [];
  if (
    /\.github\/workflows\/|(^|\/)(docker-compose|compose|\.gitlab-ci|mkdocs|pnpm-lock|openapi|swagger)[\w.-]*\.ya?ml$/i.test(
      file,
    )
  )
    return [];
  const strings = yamlStrings(raw, start, raw.length, problems);
  const paths = new Set(strings.map(({ path }) => path.join("\u0000")));
  const roles = new Map(
    strings
      .filter(({ path }) => path.at(-1) === "role")
      .map(({ path, value }) => [path.slice(0, -1).join("\u0000"), value.text]),
  );
  const isPromptFile =
    isPromptPath(file) ||
    strings.some(({ path, value }) => path[0] === "_type" && value.text === "prompt") ||
    strings.some(({ path }) => path.at(-1) === "content" && paths.has([...path.slice(0, -1), "role"].join("\u0000")));
  const parts: TemplatePart[] = [];
  for (const { path, value } of strings) {
    const key = String(path.findLast((step) => typeof step === "string") ?? "");
    const parent = path.slice(0, -1).join("\u0000");
    const role = key === "content" ? roles.get(parent) : undefined;
    const isSample = path.some((step) => typeof step === "string" && sampleKeys.test(step));
    const isAgent =
      agentKeys.test(key) &&
      ["goal", "backstory", "expected_output"].some(
        (other) => paths.has(`${parent}\u0000${other}`) || (parent === "" && paths.has(other)),
      );
    const wanted =
      isAgent ||
      (isPromptFile
        ? role !== undefined ||
          isSample ||
          promptKeys.test(key) ||
          (!metadataKeys.test(key) && key !== "role" && prose(value.text))
        : (promptKeys.test(key) && prose(value.text)) ||
          (/^(template|content|text|message)$/i.test(key) && readsLikePrompt(value.text) >= 0.9));
    if (!wanted) continue;
    const part = { syntax: guessTemplateSyntax(value.text), source: value, key: path };
    parts.push(role === undefined ? part : { ...part, role });
  }
  return parts;
}

function prose(text: string): boolean {
  return text.includes("{") || text.includes("@") || text.trim().split(/\s+/).length >= 4;
}
