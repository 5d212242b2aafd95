import { severities } from "@promptveil/engine";
import { Command, Option } from "commander";
import { parseCount, parseRule, parseRules, parseSeverity, parseShare } from "./arguments.ts";
import { detectCommand, processStreams } from "./commands/detect.ts";
import { fixCommand } from "./commands/fix.ts";
import { initCommand } from "./commands/init.ts";
import { lspCommand } from "./commands/lsp.ts";
import { explainCommand, rulesCommand } from "./commands/rules.ts";
import { scanCommand, scanFormats } from "./commands/scan.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";
import { version } from "./version.ts";

const severityNames = severities.join("|");

/** The command line as a tree of commands; `ended` hears how the one that ran came out. */
export function createProgram(terminal: Terminal, ended: (code: ExitCode) => void): Command {
  const program = new Command("promptveil")
    .description(
      "Finds personal data on its way into prompts, LLM calls and training data. Nothing leaves your machine.",
    )
    .version(version, "-V, --version")
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.error })
    .showHelpAfterError("(promptveil --help says more)")
    .exitOverride();
  program.addHelpText(
    "after",
    "\nExit codes: 0 clean, 1 findings at or above --fail-on, 2 usage, policy or input/output failure.",
  );

  const rulesOption = () => new Option("--rules <ids>", "only these rules: PV101,PV202").argParser(parseRules);
  const configOption = () => new Option("--config <file>", "this policy instead of the nearest .promptveil.yml");
  const modelOption = () =>
    new Option("--model <folder>", "also ask the ONNX token-classification model in this folder");
  const modelRuntimeOption = () =>
    new Option("--model-runtime <folder>", "where @huggingface/transformers is installed, if not above the model");
  const failOnOption = () =>
    new Option("--fail-on <severity>", `exit with 1 from this severity up (${severityNames})`)
      .argParser(parseSeverity)
      .default("warning");

  const minSeverityOption = (what: string) =>
    new Option("--min-severity <severity>", `${what} from this severity up (${severityNames})`).argParser(
      parseSeverity,
    );

  program
    .command("scan")
    .description("report what stands in files and folders")
    .argument("<path...>", "files and folders; .gitignore and .promptveilignore are honoured")
    .addOption(new Option("--format <format>", "how to report").choices([...scanFormats]).default("text"))
    .addOption(minSeverityOption("report").default("hint"))
    .addOption(failOnOption())
    .addOption(rulesOption())
    .addOption(configOption())
    .addOption(modelOption())
    .addOption(modelRuntimeOption())
    .addOption(new Option("--jobs <n>", "threads; chosen by the amount of work when absent").argParser(parseCount))
    .option("--no-cache", "analyse everything anew, and keep nothing for the next run")
    .action(async (paths, options) => ended(await scanCommand(terminal, paths, options)));

  program
    .command("detect")
    .description("report the personal data in plain text: type, place and score, never the data")
    .argument("[file]", "a text file, or - for the standard input", "-")
    .addOption(new Option("--format <format>", "how to report").choices(["json", "text"]).default("json"))
    .option("--jsonl", 'one {"text":…} a line in, one {"entities":[…]} a line out, in order')
    .addOption(new Option("--threshold <score>", "least score, from 0 to 1").argParser(parseShare))
    .addOption(
      new Option("--types <types>", "only these: EMAIL_ADDRESS,PERSON").argParser((value: string) =>
        value.split(",").map((type) => type.trim()),
      ),
    )
    .addOption(configOption())
    .addOption(modelOption())
    .addOption(modelRuntimeOption())
    .action(async (file, options) => ended(await detectCommand(terminal, processStreams(), file, options)));

  program
    .command("fix")
    .description("apply the preferred fix of every finding that has one")
    .argument("<path...>", "files and folders; .gitignore and .promptveilignore are honoured")
    .addOption(rulesOption())
    .addOption(configOption())
    .addOption(modelOption())
    .addOption(modelRuntimeOption())
    .addOption(minSeverityOption("fix").default("info"))
    .addOption(failOnOption())
    .option("--dry-run", "change nothing; print a unified diff")
    .action(async (paths, options) => ended(await fixCommand(terminal, paths, options)));

  program
    .command("rules")
    .description("list the rules")
    .addOption(new Option("--format <format>", "how to list").choices(["text", "json"]).default("text"))
    .action((options) => ended(rulesCommand(terminal, options.format)));

  program
    .command("explain")
    .description("say what a rule flags, why, and what to do")
    .argument("<rule>", "a rule's id or name", parseRule)
    .action(async (rule) => ended(await explainCommand(terminal, rule)));

  program
    .command("init")
    .description("write a commented .promptveil.yml into this folder")
    .action(() => ended(initCommand(terminal)));

  program
    .command("lsp")
    .description("serve editors over the language server protocol")
    .option("--stdio", "over the standard streams")
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (options) => ended(await lspCommand(options)));

  return program;
}
