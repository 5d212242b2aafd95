/** From least to most severe. */
export type Severity = "hint" | "info" | "warning" | "error";
