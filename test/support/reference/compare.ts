import { fieldsReaching } from "./propagation.ts";
import { searchesOver } from "./searches.ts";

/** How often engine and reference said the same of a sink, and where they did not. */
export interface Agreement {
  readonly same: number;
  /** Fields that both saw. */
  readonly fields: number;
  readonly differences: readonly string[];
}

/**
 * Asks engine and reference which fields' data reaches each sink of a program.
 *
 * What is compared: every name that is taken from a value of which nothing more is known (a parameter that nobody
 * calls, a global, what an unseen call gave) stands for data; where it only says that it is what a call gave
 * (`data`, `content`), the name before it does. Names of variables and functions stand for nothing, the catalogue
 * knows sinks and aliases only, a field that is declared to hold one of a few constants holds no data, and what
 * lies eight names deep or more is left alone. Both go as deep as that, and take as long as they need.
 */
export async function compareWithReference(files: Readonly<Record<string, string>>): Promise<Agreement> {
  const { linker, sites, constants, fieldsReaching: searched } = await searchesOver(files);
  const differences: string[] = [];
  let same = 0;
  let fields = 0;
  for (const site of sites) {
    const engine = searched(site);
    const reference = fieldsReaching(linker, site.starts);
    const line = site.file.text.slice(0, site.file.ir.span(site.node).start).split("\n").length;
    const place = `${site.file.file}:${line} (${site.form})`;
    if (!engine || !reference) {
      differences.push(`${place}: ${engine ? "the reference" : "the engine"} gave up`);
      continue;
    }
    const without = (some: ReadonlySet<string>, other: ReadonlySet<string>) =>
      [...some].filter((name) => !other.has(name) && !constants.has(name)).sort();
    const missing = without(reference, engine);
    const extra = without(engine, reference);
    if (missing.length > 0) differences.push(`${place}: the engine lacks ${missing.join(", ")}`);
    if (extra.length > 0) differences.push(`${place}: the reference lacks ${extra.join(", ")}`);
    if (missing.length + extra.length === 0) same++;
    fields += reference.size;
  }
  return { same, fields, differences };
}
