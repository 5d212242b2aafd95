import { once } from "node:events";
import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import type { Readable } from "node:stream";
import { createDetector, createLineIndex, type Entity, positionAt } from "@promptveil/engine";
import { createAssetReader, explainReadError } from "@promptveil/host-node";
import { type ExitCode, exitCodes, UsageError } from "../exit-code.ts";
import { asUsageError, modelOf, openModel } from "../model.ts";
import { createPolicies } from "../policies.ts";
import type { Terminal } from "../terminal.ts";

export interface DetectCommandOptions {
  readonly format: "json" | "text";
  readonly jsonl?: boolean;
  readonly threshold?: number;
  readonly types?: readonly string[];
  readonly config?: string;
  readonly model?: string;
  readonly modelRuntime?: string;
}

/** Where a record comes in and its answer goes out; writing waits while the reader of the output is behind. */
export interface DetectStreams {
  readonly stdin: Readable;
  write(text: string): Promise<void>;
}

type FindEntities = (text: string) => Promise<Entity[]>;

/** `promptveil detect`: the entities in a text, or in each line of a stream of records. */
export async function detectCommand(
  terminal: Terminal,
  streams: DetectStreams,
  file: string,
  options: DetectCommandOptions,
): Promise<ExitCode> {
  const path = file === "-" ? undefined : resolve(terminal.cwd, file);
  const policies = createPolicies(terminal.cwd, options.config);
  const subject = path ?? resolve(terminal.cwd, "-");
  policies.check([subject]);
  const policy = policies.policyFor(subject);
  const detector = await createDetector({
    host: { asset: createAssetReader() },
    policy: policy.detect,
    allow: policy.allow,
    deny: policy.deny,
  });
  const wanted = modelOf(options);
  const model = wanted && openModel(wanted);
  const find: FindEntities = async (text) =>
    detector.detect(text, {
      ...(options.threshold !== undefined && { threshold: options.threshold }),
      ...(options.types && { types: options.types }),
      ...(model && { proposed: await model.classify(text).catch((error) => Promise.reject(asUsageError(error))) }),
    });
  const input = path === undefined ? streams.stdin : createReadStream(path);
  try {
    if (options.jsonl === true) await detectLines(input, find, streams, terminal);
    else {
      const text = await textOf(input);
      await streams.write(describe(text, await find(text), options.format));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    const { problem, missing } = explainReadError(error);
    throw new UsageError(`${file === "-" ? "The input" : file}: ${missing ? "There is no such file." : problem}`);
  } finally {
    await model?.close();
  }
  return exitCodes.clean;
}

async function textOf(input: Readable): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of input) pieces.push(piece as Buffer);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.concat(pieces));
}

function describe(text: string, entities: readonly Entity[], format: DetectCommandOptions["format"]): string {
  if (format === "json") return `${JSON.stringify({ entities: entities.map(toRecord) })}\n`;
  const lines = createLineIndex(text);
  return entities
    .map((entity) => {
      const { line, character } = positionAt(lines, entity.start);
      return `${line + 1}:${character + 1}\t${entity.type}\t${entity.score.toFixed(2)}\t${entity.category}\n`;
    })
    .join("");
}

function toRecord({ type, start, end, score, category }: Entity) {
  return { type, start, end, score: Math.round(score * 1000) / 1000, category };
}

async function detectLines(
  input: Readable,
  find: FindEntities,
  streams: DetectStreams,
  terminal: Terminal,
): Promise<void> {
  let number = 0;
  let damaged = 0;
  for await (const line of linesOf(input)) {
    number++;
    const text = recordText(line);
    if (text !== undefined) {
      await streams.write(`${JSON.stringify({ entities: (await find(text)).map(toRecord) })}\n`);
      continue;
    }
    damaged++;
    const error = `Line ${number} is not a JSON object with a string "text".`;
    // An answer to each line keeps the two streams in step.
    await streams.write(`${JSON.stringify({ entities: [], error })}\n`);
    if (damaged <= 10) terminal.error(`${error}\n`);
  }
  if (damaged > 10) terminal.error(`${damaged} lines of ${number} could not be read.\n`);
}

function recordText(line: string): string | undefined {
  try {
    const record = JSON.parse(line) as { readonly text?: unknown } | null;
    return typeof record?.text === "string" ? record.text : undefined;
  } catch {
    return undefined;
  }
}

/** The lines of a stream, ended by `\n` or `\r\n` alone: a record may hold any other separator. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  let rest: string[] = [];
  for await (const piece of input) {
    const parts = decoder.decode(piece as Buffer, { stream: true }).split("\n");
    const last = parts.pop() ?? "";
    for (const part of parts) {
      rest.push(part);
      yield withoutReturn(rest.join(""));
      rest = [];
    }
    rest.push(last);
  }
  rest.push(decoder.decode());
  const last = rest.join("");
  if (last !== "") yield withoutReturn(last);
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

/** The streams of this process. */
export function processStreams(): DetectStreams {
  return {
    stdin: process.stdin,
    async write(text) {
      if (!process.stdout.write(text)) await once(process.stdout, "drain");
    },
  };
}
