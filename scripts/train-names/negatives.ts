import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Example } from "./example.ts";
import { type Random, shuffle } from "./random.ts";

const packages = fileURLToPath(new URL("./node_modules/", import.meta.url));

/** Lines that name people in code. */
const aboutPeople =
  /author|copyright|licen[cs]e|written by|contribut|maintain|thanks|credit|©|signed-off|@\w+\.\w+|\bby [A-Z]/i;

function filesUnder(folder: string, extensions: readonly string[], limit: number): string[] {
  const found: string[] = [];
  const visit = (path: string) => {
    if (found.length >= limit || !existsSync(path)) return;
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const full = join(path, entry.name);
      if (entry.isDirectory()) visit(full);
      else if (
        extensions.some((extension) => entry.name.endsWith(extension)) &&
        entry.name !== "package.json" &&
        entry.name !== "package-lock.json"
      )
        found.push(full);
    }
  };
  visit(folder);
  return found;
}

/** Texts in which nothing is to be found: source code without the lines that name people, and the words of programs. */
export function codeExamples(
  folders: readonly string[],
  extensions: readonly string[],
  bytes: number,
  random: Random,
): Example[] {
  const files = shuffle(
    folders.flatMap((folder) => filesUnder(folder, extensions, 6000)),
    random,
  );
  const examples: Example[] = [];
  let total = 0;
  for (const file of files) {
    if (total >= bytes) break;
    const text = readFileSync(file, "utf8").slice(0, 24_000);
    if (/\.min\.js$/.test(file) || text.split("\n").some((line) => line.length > 2000)) continue;
    const kept = text
      .split("\n")
      .filter((line) => !aboutPeople.test(line))
      .join("\n");
    total += kept.length;
    examples.push({ text: kept, spans: [], weight: 1 });
  }
  return examples;
}

/** Messages of programs in several languages: real prose of German, French, Spanish, Italian, Portuguese without names. */
export function messageExamples(random: Random, perLanguage: number): Example[] {
  const examples: Example[] = [];
  const folder = `${packages}typescript/lib/`;
  for (const language of ["de", "es", "fr", "it", "pt-br", "pl", "cs"]) {
    const path = `${folder}${language}/diagnosticMessages.generated.json`;
    if (!existsSync(path)) continue;
    const messages = Object.values(JSON.parse(readFileSync(path, "utf8")) as Record<string, string>);
    for (const text of shuffle(messages, random).slice(0, perLanguage)) {
      examples.push({
        text: text.replace(/\{\d\}/g, () => random.pick(["x", "value", "3", "a", "file"])),
        spans: [],
        weight: 1,
      });
    }
  }
  const editor = `${packages}monaco-editor/esm/vs/nls/lang/`;
  for (const language of ["de", "es", "fr", "it", "pt-br", "pl"]) {
    const path = `${editor}${language}.js`;
    if (!existsSync(path)) continue;
    const messages = [...readFileSync(path, "utf8").matchAll(/"((?:[^"\\]|\\.){25,400})"/g)].map((match) =>
      match[1]!.replace(/\\n/g, " ").replace(/\\./g, ""),
    );
    for (const text of shuffle(messages, random).slice(0, perLanguage)) examples.push({ text, spans: [], weight: 1 });
  }
  return examples;
}
