import { availableParallelism } from "node:os";
import { pathToFileURL } from "node:url";
import { type ResourceLimits, Worker } from "node:worker_threads";

export interface WorkerPoolOptions {
  /** The worker's program: a bundle, or a TypeScript source, which is run through tsx. */
  readonly script: string | URL;
  /** Default: one less than the machine runs at once, at least one. */
  readonly size?: number;
  /** Handed to each worker as `workerData`. */
  readonly data?: unknown;
  /** Of each worker's memory; one that needs more fails. */
  readonly resourceLimits?: ResourceLimits;
  /** Milliseconds that a task may take; a worker that takes longer is ended, and so fails. Default: any time. */
  readonly patience?: number;
}

/** Workers that answer one message with one message. */
export interface WorkerPool<Task, Result> {
  /** Rejects when the worker fails or the pool is closed; the pool goes on with a new worker. */
  run(task: Task): Promise<Result>;
  readonly size: number;
  close(): Promise<void>;
}

interface Job<Task, Result> {
  readonly task: Task;
  resolve(result: Result): void;
  reject(error: Error): void;
  /** Ends the worker that takes too long over it. */
  limit?: NodeJS.Timeout;
}

/** A program that runs a TypeScript source; `--import tsx` does not reach the modules of a worker. */
function runSource(script: string | URL): string {
  const url = script instanceof URL ? script : pathToFileURL(script);
  const [runner, program] = ["tsx/esm/api", url.href].map((name) => `import(${JSON.stringify(name)})`);
  return `${runner}.then(({ register }) => { register(); return ${program}; });`;
}

/** Starts workers as tasks come in, up to `size`; tasks wait in order. */
export function createWorkerPool<Task, Result>(options: WorkerPoolOptions): WorkerPool<Task, Result> {
  const size = Math.max(1, options.size ?? availableParallelism() - 1);
  const waiting: Job<Task, Result>[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Job<Task, Result>>();
  let closed = false;

  function start(): Worker {
    const isSource = String(options.script).endsWith(".ts");
    const { data: workerData, resourceLimits } = options;
    const settings = { workerData, ...(resourceLimits && { resourceLimits }) };
    const worker = isSource
      ? new Worker(runSource(options.script), { ...settings, eval: true })
      : new Worker(options.script, settings);
    worker.on("message", (result: Result) => {
      const job = busy.get(worker);
      clearTimeout(job?.limit);
      busy.delete(worker);
      idle.push(worker);
      job?.resolve(result);
      dispatch();
    });
    worker.on("error", (error) => fail(worker, error instanceof Error ? error : new Error("the worker failed")));
    worker.on("exit", () => fail(worker, new Error("the worker ended before it answered")));
    return worker;
  }

  function fail(worker: Worker, error: Error): void {
    const job = busy.get(worker);
    clearTimeout(job?.limit);
    busy.delete(worker);
    const index = idle.indexOf(worker);
    if (index >= 0) idle.splice(index, 1);
    job?.reject(error);
    if (!closed) dispatch();
  }

  function dispatch(): void {
    while (waiting.length > 0 && (idle.length > 0 || busy.size < size)) {
      const worker = idle.pop() ?? start();
      const job = waiting.shift()!;
      busy.set(worker, job);
      worker.ref();
      try {
        worker.postMessage(job.task);
        if (options.patience !== undefined) job.limit = setTimeout(() => void worker.terminate(), options.patience);
      } catch {
        busy.delete(worker);
        idle.push(worker);
        job.reject(new Error("the task cannot be handed to a worker"));
      }
    }
    // An idle worker alone must not keep the process alive.
    for (const worker of idle) worker.unref();
  }

  return {
    size,
    run(task) {
      if (closed) return Promise.reject(new Error("the workers were closed"));
      return new Promise<Result>((resolve, reject) => {
        waiting.push({ task, resolve, reject });
        dispatch();
      });
    },
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.reject(new Error("the workers were closed"));
      for (const { limit } of busy.values()) clearTimeout(limit);
      await Promise.all([...idle, ...busy.keys()].map((worker) => worker.terminate()));
    },
  };
}
