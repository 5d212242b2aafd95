import { readdirSync, readFileSync, statSync } from "node:fs";
import { languageOf } from "./flow.ts";

const folder = new URL("../fixtures/programs/", import.meta.url);

/** A whole small application of `test/fixtures/programs`. */
export interface Program {
  readonly name: string;
  readonly language: "Python" | "TypeScript" | "JavaScript";
  /** Which of the sets of the folder's README it belongs to. */
  readonly set: "first" | "second";
  /** Texts by path. */
  readonly files: Readonly<Record<string, string>>;
}

export function labelledPrograms(): Program[] {
  const [, second = ""] = readFileSync(new URL("README.md", folder), "utf8").split("## Second set");
  const inSecond = new Set([...second.matchAll(/^- `([^`]+)`/gm)].map(([, name]) => name));
  return readdirSync(folder)
    .filter((name) => name !== "README.md")
    .sort()
    .map((name) => {
      const files = readFolder(new URL(`${name}/`, folder));
      const languages = new Set(Object.keys(files).map(languageOf));
      const isTyped = languages.has("typescript") || languages.has("tsx");
      const set = inSecond.has(name) ? "second" : "first";
      return {
        name,
        files,
        set,
        language:
          languages.has("python") || Object.keys(files).some((file) => file.endsWith(".ipynb"))
            ? "Python"
            : isTyped
              ? "TypeScript"
              : "JavaScript",
      };
    });
}

function readFolder(path: URL, prefix = ""): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(path).sort()) {
    const at = new URL(name, path);
    if (statSync(at).isDirectory()) Object.assign(files, readFolder(new URL(`${name}/`, path), `${prefix}${name}/`));
    else files[prefix + name] = readFileSync(at, "utf8");
  }
  return files;
}

/** How often a check was right, raised a false alarm, and missed something. */
export interface Score {
  right: number;
  wrong: number;
  missed: number;
}

/** One score for each name, made when first asked for. */
export function scoreBoard(): { readonly of: (name: string) => Score; readonly lines: () => string[] } {
  const scores = new Map<string, Score>();
  return {
    of(name) {
      let score = scores.get(name);
      if (!score) {
        score = { right: 0, wrong: 0, missed: 0 };
        scores.set(name, score);
      }
      return score;
    },
    lines: () =>
      [...scores]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, score]) => {
          const { precision, recall } = rates(score);
          const marks = score.right + score.missed;
          return `${name}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)} over ${marks} marks`;
        }),
  };
}

export function rates({ right, wrong, missed }: Score): { precision: number; recall: number } {
  const share = (of: number): number => (of === 0 ? 1 : right / of);
  return { precision: share(right + wrong), recall: share(right + missed) };
}
