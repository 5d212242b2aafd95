export type EntityLabel = "PERSON" | "LOCATION" | "ORGANIZATION" | "STREET_ADDRESS";

/** A text with what is to be found in it. */
export interface Example {
  readonly text: string;
  readonly spans: readonly { readonly start: number; readonly end: number; readonly label: EntityLabel }[];
  /** How often it counts. */
  readonly weight: number;
}

/** Puts text together piece by piece and keeps where the entities are. */
export function createExampleBuilder(): {
  add(text: string, label?: EntityLabel): void;
  build(weight?: number): Example;
  readonly length: number;
} {
  let text = "";
  const spans: { start: number; end: number; label: EntityLabel }[] = [];
  return {
    add(piece, label) {
      if (label) {
        // `{first} {last}` is one name, and so is `{init}{init}`.
        const last = spans.at(-1);
        const between = last === undefined ? undefined : text.slice(last.end);
        if (last?.label === "PERSON" && label === "PERSON" && (between === " " || between === ""))
          last.end += between.length + piece.length;
        else spans.push({ start: text.length, end: text.length + piece.length, label });
      }
      text += piece;
    },
    build: (weight = 1) => ({ text, spans, weight }),
    get length() {
      return text.length;
    },
  };
}
