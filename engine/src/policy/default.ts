import type { Policy } from "../model/index.ts";

/** What holds where no `.promptveil.yml` is found. */
export const defaultPolicy: Policy = { version: 1, rules: {}, detect: {}, operators: {}, allow: [], deny: [] };
