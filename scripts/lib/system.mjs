import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Programs from outside npm that some of the tests drive, and the packages that hold them. */
const programs = [
  { names: ["nvim"], purpose: "the editor tests over the language server protocol", apt: "neovim", brew: "neovim" },
  {
    names: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    environment: "CHROMIUM_PATH",
    purpose: "the tests in a real VS Code",
    apt: "chromium",
    brew: "--cask chromium",
  },
  { names: ["python3"], purpose: "the tests that run fixed Python code", apt: "python3", brew: "python" },
];

/** The path of the first of these programs on `PATH`; `undefined` where none is. */
export function findProgram(names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? "").split(delimiter)) {
      for (const suffix of process.platform === "win32" ? [".exe", ".cmd"] : [""]) {
        const path = join(folder, name + suffix);
        try {
          accessSync(path, constants.X_OK);
          return path;
        } catch {}
      }
    }
  }
  return undefined;
}

/** The programs that are missing here. */
export function missingPrograms() {
  return programs.filter(
    (program) =>
      findProgram(program.names) === undefined &&
      !(program.environment !== undefined && process.env[program.environment] !== undefined),
  );
}

/** The command line that installs these programs on this system; `undefined` where we know none. */
export function installLine(missing) {
  if (findProgram(["apt-get"]) !== undefined) {
    const sudo = process.getuid?.() === 0 ? "" : "sudo ";
    const packages = missing.map((program) => program.apt).join(" ");
    return `${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${packages}`;
  }
  if (findProgram(["brew"]) !== undefined) return missing.map((program) => `brew install ${program.brew}`).join(" && ");
  return undefined;
}

/** What is missing and how to get it, for a person to read. */
export function describeMissing(missing) {
  const lines = missing.map((program) => `  ${program.names[0]}: needed for ${program.purpose}`);
  const line = installLine(missing);
  const advice =
    line === undefined
      ? "Install them with your system's package manager."
      : `Install with (or run \`npm run setup\`, which runs this line):\n\n  ${line}\n`;
  return `Missing on this system:\n${lines.join("\n")}\n${advice}`;
}
