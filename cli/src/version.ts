import manifest from "../package.json" with { type: "json" };

/** PromptVeil's version. */
export const { version } = manifest;
