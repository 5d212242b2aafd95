import { parse } from "yaml";

export interface CatalogFile {
  readonly file: string;
  readonly text: string;
}

type Section = Record<string, unknown> | unknown[];

export interface MergedCatalog {
  readonly catalog: Readonly<Record<string, Section>>;
  /** One sentence each, with the file; empty when all is well. */
  readonly problems: readonly string[];
}

/**
 * Merges catalogue files section by section: lists are joined, maps united. A key that two files define is a
 * problem, for neither file then says what holds.
 */
export function mergeCatalogFiles(files: readonly CatalogFile[]): MergedCatalog {
  const catalog: Record<string, Section> = {};
  const problems: string[] = [];
  for (const { file, text } of files) {
    let content: unknown;
    try {
      content = parse(text);
    } catch (error) {
      problems.push(`${file}: ${error instanceof Error ? error.message : "not YAML"}`);
      continue;
    }
    if (!isRecord(content) || content.version !== 1) {
      problems.push(`${file}: must be a map that begins with \`version: 1\``);
      continue;
    }
    for (const [section, value] of Object.entries(content)) {
      if (section === "version") continue;
      const before = catalog[section];
      if (Array.isArray(value)) {
        if (before && !Array.isArray(before))
          problems.push(`${file}: \`${section}\` is a list here and a map elsewhere`);
        else catalog[section] = [...(before ?? []), ...value];
      } else if (isRecord(value)) {
        if (Array.isArray(before)) {
          problems.push(`${file}: \`${section}\` is a map here and a list elsewhere`);
          continue;
        }
        for (const key of Object.keys(value)) {
          if (before && key in before) problems.push(`${file}: \`${section}.${key}\` is defined twice`);
        }
        catalog[section] = { ...before, ...value };
      } else problems.push(`${file}: \`${section}\` must be a list or a map`);
    }
  }
  return { catalog, problems };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
