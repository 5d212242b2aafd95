import { createLocalModel, type LocalModel, LocalModelError, type LocalModelOptions } from "@promptveil/host-node";
import { UsageError } from "./exit-code.ts";

/** The flags that name a model. */
export interface ModelFlags {
  readonly model?: string;
  readonly modelRuntime?: string;
}

/** What the flags ask for; `undefined` where they name no model. */
export function modelOf({ model, modelRuntime }: ModelFlags): LocalModelOptions | undefined {
  if (model === undefined) return undefined;
  return { folder: model, ...(modelRuntime !== undefined && { runtime: modelRuntime }) };
}

/**
 * The model that the options name.
 * @throws UsageError when it is not there
 */
export function openModel(options: LocalModelOptions): LocalModel {
  return explained(() => createLocalModel(options));
}

function explained<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw asUsageError(error);
  }
}

/** A failure of the model as one of what was asked for; any other error as it is. */
export function asUsageError(error: unknown): unknown {
  return error instanceof LocalModelError ? new UsageError(error.message) : error;
}
