import type { SourceDocument } from "../documents/document.ts";

/** JSON that configures programs. */
const configuration =
  /(^|\/)(package(-lock)?|composer|tsconfig[\w.-]*|jsconfig|manifest|settings|launch|tasks|extensions|lerna|nx|turbo|deno|vercel|firebase|angular|bower|babel|renovate|biome|swagger|openapi|asset-manifest|appsettings[\w.-]*|npm-shrinkwrap|components|project|devcontainer|cspell|now|app|expected[\w.-]*)\.jsonc?$|\.(schema|config|tmLanguage|lock|rc|map|webmanifest|geojson|topojson|stories|snap)\.json$|(^|\/)\.[^/]*rc\.json$|(^|\/)(\.vscode|\.devcontainer|\.github|locales?|i18n|translations?|lang|messages|node_modules|schemas?)\//i;
const dataPath =
  /(^|[/_.-])(data|datasets?|train(ing)?|fine[-_]?tun(e|ing|ed)?|evals?|evaluations?|validation|knowledge([-_]?base)?|kb|corpus|examples?|samples?|chats?|conversations?|transcripts?|tickets?|faqs?|few[-_]?shots?|rag|docs?|documents?|seeds?|users?|customers?|patients?|employees?|contacts?|leads?|export|dump|records?|prompts?|messages?|emails?|reviews?)(?=[/_.-]|$)/i;

/** Keys of the formats that models are trained and evaluated with. */
const trainingKeys =
  /^(messages|conversations?|prompt|completion|instruction|response|chosen|rejected|question|answer|input|output|query|text|content|dialogue|from|value|human|assistant|context|passage|document|role)$/i;

/**
 * How sure it is that a document is a training, evaluation or knowledge file, from 0 to 1. Delimited and line-wise
 * JSON files are data by their kind; other JSON is so by its path or by the keys of its rows.
 */
export function datasetConfidence(document: SourceDocument): number {
  switch (document.kind) {
    case "csv":
    case "tsv":
    case "jsonl":
      return 1;
    case "json":
      return jsonConfidence(document);
    default:
      return 0;
  }
}

function jsonConfidence(document: SourceDocument): number {
  if (configuration.test(document.file)) return 0;
  const keys = new Set<string>();
  let rows = 0;
  let seen = 0;
  for (const { row, path } of document.fields()) {
    rows = Math.max(rows, row + 1);
    for (const key of path) if (typeof key === "string") keys.add(key);
    if (++seen >= 200) break;
  }
  if (seen === 0) return 0;
  const training = [...keys].filter((key) => trainingKeys.test(key)).length;
  if (training >= 2) return 1;
  if (dataPath.test(document.file)) return 0.9;
  return rows >= 2 && keys.size >= 2 ? 0.7 : 0;
}
