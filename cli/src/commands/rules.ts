import { ruleById, rules, ruleUrl } from "@promptveil/engine";
import { createAssetReader } from "@promptveil/host-node";
import { type ExitCode, exitCodes, UsageError } from "../exit-code.ts";
import type { Terminal } from "../terminal.ts";

/** `promptveil rules`: every rule, one a line, or as JSON. */
export function rulesCommand(terminal: Terminal, format: "text" | "json"): ExitCode {
  if (format === "json") {
    const list = rules.map(({ id, name, title, description, practices, defaultSeverity }) => ({
      id,
      name,
      title,
      description,
      practices,
      defaultSeverity,
      url: ruleUrl(id),
    }));
    terminal.out(`${JSON.stringify({ version: 1, rules: list }, undefined, 2)}\n`);
    return exitCodes.clean;
  }
  const width = Math.max(...rules.map(({ name }) => name.length));
  for (const { id, name, defaultSeverity, title } of rules) {
    terminal.out(`${id}  ${name.padEnd(width)}  ${defaultSeverity.padEnd(7)}  ${title}\n`);
  }
  terminal.out("\npromptveil explain RULE says more about one.\n");
  return exitCodes.clean;
}

/** `promptveil explain`: a rule's page. */
export async function explainCommand(terminal: Terminal, id: string): Promise<ExitCode> {
  const rule = ruleById(id);
  if (rule === undefined) throw new UsageError(`There is no rule ${id}.`);
  terminal.out(await rulePage(rule.id));
  terminal.out(`\nOnline: ${ruleUrl(rule.id)}\n`);
  return exitCodes.clean;
}

async function rulePage(id: string): Promise<string> {
  try {
    return new TextDecoder().decode(await createAssetReader()(`${id}.md`));
  } catch {
    const rule = ruleById(id);
    const law = rule?.legalBasis.map(({ title, url }) => `- ${title}: ${url}\n`).join("") ?? "";
    return `# ${id} ${rule?.name}\n\n${rule?.description}\n${law === "" ? "" : `\n${law}`}`;
  }
}
