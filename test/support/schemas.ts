import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { Ajv, type ErrorObject } from "ajv";
import AjvDraft04 from "ajv-draft-04";
import addFormats from "ajv-formats";

const root = resolve(import.meta.dirname, "../..");
const sarifPackage = createRequire(import.meta.url).resolve("@microsoft/jest-sarif/package.json");

const sarifValidator = new AjvDraft04({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(sarifValidator);
const isSarif = sarifValidator.compile(readJson(join(dirname(sarifPackage), "lib/schemas/sarif-2.1.0-rtm.5.json")));
const isReport = new Ajv({ allErrors: true }).compile(readJson(join(root, "schemas/report.schema.json")));

function readJson(path: string): object {
  return JSON.parse(readFileSync(path, "utf8")) as object;
}

/** What is wrong with a SARIF log by the schema of SARIF 2.1.0; nothing where it is valid. */
export function sarifProblems(log: unknown): string[] {
  return isSarif(log) ? [] : (isSarif.errors ?? []).map(describe);
}

/** What is wrong with a JSON report by `schemas/report.schema.json`; nothing where it is valid. */
export function reportProblems(report: unknown): string[] {
  return isReport(report) ? [] : (isReport.errors ?? []).map(describe);
}

function describe(error: Pick<ErrorObject, "instancePath" | "message">): string {
  return `${error.instancePath || "/"} ${error.message ?? "is wrong"}`;
}
