export { createLocalModel, type LocalModel, LocalModelError } from "./local-model.ts";
export { findModelFiles, type LocalModelOptions, runtimePackage } from "./model-files.ts";
export { createProposals, type Proposals } from "./proposals.ts";
