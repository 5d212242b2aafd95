import generated from "./catalog.generated.json" with { type: "json" };

/** The compiled catalogue, section by section as the files of `engine/catalog/` write it. */
export const builtInCatalog: Readonly<Record<string, unknown>> = generated as Record<string, unknown>;
