import type { SanitizerEntry } from "../catalog/entries.ts";
import type { RedactorPolicy } from "../model/index.ts";
import type { Redactor, RedactorImport } from "./redactor.ts";

/**
 * The redactor that a policy names. `import` is a statement of the language or a module's name; `call` is a name,
 * `scrub` or `privacy.scrub`, or a text with `{value}` where the value goes and, if wanted, `{type}` for its type.
 */
export function policyRedactor(
  policy: { readonly import: string; readonly call: string } | undefined,
  language: "python" | "typescript",
): Redactor | undefined {
  if (!policy) return undefined;
  const template = policy.call.includes("{value}") ? policy.call : `${policy.call.replace(/\(\s*\)\s*$/, "")}({value})`;
  const callee = /^(?:await\s+)?([\p{ID_Start}_$][\p{ID_Continue}$]*)/u.exec(template.trim());
  const first = callee?.[1];
  if (first === undefined) return undefined;
  const wanted = parseImport(policy.import.trim(), first, language);
  const bound = wanted.local ?? (wanted.name === "*" || wanted.name === "default" ? first : wanted.name);
  const at = template.indexOf(first);
  const isAsync = /^\s*await\b/.test(template);
  const name = template
    .replace(/\(.*$/s, "")
    .trim()
    .replace(/^await\s+/, "");
  return {
    name,
    import: { ...wanted, ...(bound === wanted.name ? {} : { local: bound }) },
    acceptsAnything: false,
    async: isAsync,
    creates: [],
    call(local, entityType, quote) {
      const renamed = bound === first ? template.slice(0, at) + local + template.slice(at + first.length) : template;
      const typed = renamed.replace(/\{type\}/g, entityType ?? "");
      const [before, after] = typed.split("{value}") as [string, string];
      void quote;
      return isAsync ? { before: `(${before}`, after: `${after})` } : { before, after };
    },
  };
}

/** The calls that a policy's redactor makes, as catalogue entries: data that passes them is clean. */
export function policySanitizers(policy: RedactorPolicy | undefined): readonly SanitizerEntry[] {
  const entries: SanitizerEntry[] = [];
  for (const language of ["python", "typescript"] as const) {
    const redactor = policyRedactor(policy?.[language], language);
    if (!redactor) continue;
    entries.push({
      id: `policy-redactor-${language}`,
      language: language === "python" ? "python" : "javascript",
      calls: [`~.${redactor.name}`],
      confidence: 0.97,
    });
  }
  return entries;
}

function parseImport(text: string, callee: string, language: "python" | "typescript"): RedactorImport {
  const statement = text.replace(/;\s*$/, "");
  if (language === "python") {
    const from = /^from\s+([.\w]+)\s+import\s+(\w+)(?:\s+as\s+(\w+))?$/.exec(statement);
    if (from) return { module: from[1]!, name: from[2]!, ...(from[3] ? { local: from[3] } : {}) };
    const plain = /^import\s+([\w.]+)(?:\s+as\s+(\w+))?$/.exec(statement);
    if (plain) return { module: plain[1]!, name: "*", ...(plain[2] ? { local: plain[2] } : {}) };
    const [module, name] = statement.split(":");
    return { module: module!, name: name ?? callee };
  }
  const source = /(?:from\s*|require\(\s*)?["']([^"']+)["']\s*\)?$/.exec(statement);
  if (!source || !/^(import|const|let|var)\b/.test(statement)) {
    const [module, name] = statement.replace(/^["']|["']$/g, "").split("#");
    return { module: module!, name: name ?? callee };
  }
  const module = source[1]!;
  const named = /\{\s*([\w$]+)(?:\s*(?:as|:)\s*([\w$]+))?\s*,?\s*\}/.exec(statement);
  if (named) return { module, name: named[1]!, ...(named[2] ? { local: named[2] } : {}) };
  const namespace = /\*\s*as\s+([\w$]+)/.exec(statement);
  if (namespace) return { module, name: "*", local: namespace[1]! };
  const single = /^(?:import|const|let|var)\s+([\w$]+)/.exec(statement);
  if (single) return { module, name: "default", local: single[1]! };
  return { module, name: callee };
}
