import type { SinkHit } from "../flow/result.ts";
import type { RuleContext } from "./rule.ts";

/** Libraries that read a command line or ask at the terminal. */
const commandLibraries =
  /(?:\bfrom|\brequire\(|\bimport\()\s*["'](?:commander|@commander-js\/[\w-]+|yargs|cac|meow|citty|clipanion|sade|inquirer|@inquirer\/[\w-]+|enquirer|prompts|@clack\/[\w-]+|@oclif\/[\w-]+|(?:node:)?readline(?:\/promises)?)["']/;
const commandFile = /(?:^|\/)(?:cli|bin)(?:\/|[\w.-]*\.[cm]?[jt]sx?$)|-cli\.[cm]?[jt]sx?$/;
/** A command of a program that writes in colours, and what reads its arguments in a file of its own. */
const commandFolder = /(?:^|\/)commands?\//;
const colours = /["'](?:chalk|picocolors|kleur|colorette|ora|boxen|cli-table3?)["']/;
const ownArguments = /\bfrom\s*["']\.{1,2}\/(?:[\w./-]*\/)?(?:cli|args|argv)(?:\.[cm]?[jt]s)?["']/;
const answers = /^console\s*\.\s*(?:log|info|table|dir)\s*\(/;

/** Whether a call writes to the terminal of the person who runs a command: an answer, not a record that stays. */
export function isPrintedForPerson({ document }: RuleContext, sink: SinkHit): boolean {
  if (document.code === undefined) return false;
  const code = document.code.source.text;
  const call = code.slice(sink.span.start, sink.span.start + 40);
  if (/^(?:\w+\s*\.\s*)?log\s*\./.test(call)) return /["']@clack\/prompts["']/.test(code);
  if (!answers.test(call)) return false;
  return (
    commandFile.test(document.file) ||
    commandLibraries.test(code) ||
    ownArguments.test(code) ||
    (commandFolder.test(document.file) && colours.test(code))
  );
}
