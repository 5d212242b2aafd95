/** What the engine is handed from outside. The engine itself touches no file, clock, process or network. */
export interface EngineHost {
  /**
   * Bytes of an asset that ships with PromptVeil: `tree-sitter.wasm`, `tree-sitter-python.wasm`,
   * `names.model` …
   * @throws when the asset is missing
   */
  asset(name: string): Promise<Uint8Array>;
  /**
   * The text of another file of the workspace, such as a prompt template that code loads; `undefined` where
   * there is none or it may not be read. Paths are as the files of the workspace are named, `/`-separated.
   */
  readText(file: string): string | undefined;
  /** Milliseconds on a monotonic clock, for time budgets. */
  now(): number;
  /** A cryptographic digest of a text, to keep facts by; the engine computes a slower one when absent. */
  digest?(text: string): string;
  /** Memory for what may be handed to other threads, aligned for 32-bit words; the engine's own when absent. */
  allocate?(bytes: number): Uint8Array;
  /** Where analysis facts are cached by content hash; without it nothing is kept. */
  readonly cache?: FactCache;
}

export interface FactCache {
  get(key: string): Uint8Array | undefined;
  set(key: string, value: Uint8Array): void;
}
