import type { Entity } from "../../model/index.ts";
import type { RecognizerTables } from "../compile.ts";
import { type RunOptions, runRecognizers } from "../run.ts";
import { plainCharacters } from "./characters.ts";
import { type EncodedStretch, encodedToken, encodedWord } from "./encodings.ts";
import { type View, wasDisguised } from "./view.ts";

/** What a first look at a text says about hidden forms in it. */
export interface HiddenHints {
  readonly disguised: boolean;
  readonly escaped: boolean;
  /** Places of `%` and `=` before two hexadecimal digits. */
  readonly encoded: readonly number[];
  /** Starts of words of letters and digits that are long enough to be base64 or hexadecimal. */
  readonly longTokens: readonly number[];
}

/** Something encoded counts only where what it says is this sure by itself. */
const encodedThreshold = 0.5;
/** How deep encodings in encodings are followed. */
const maxDepth = 2;

/** Entities in disguise, with offsets of the original characters. */
export function findHidden(
  text: string,
  hints: HiddenHints,
  tables: RecognizerTables,
  options: RunOptions,
  depth = 0,
): Entity[] {
  const found: Entity[] = [];
  if (hints.disguised || hints.escaped) {
    const view = plainCharacters(text, hints.escaped);
    if (view.text !== text) found.push(...entitiesOf(view, text, tables, options, depth, true));
  }
  let reach = -1;
  const look = (stretch: EncodedStretch | undefined): void => {
    if (!stretch) return;
    reach = stretch.end;
    if (!stretch.view) return;
    const entities = entitiesOf(stretch.view, text, tables, options, depth, false).filter(
      ({ score }) => score >= encodedThreshold,
    );
    found.push(...entities);
  };
  for (const place of hints.encoded) if (place >= reach) look(encodedWord(text, place, Math.max(0, reach)));
  reach = -1;
  for (const place of hints.longTokens) if (place >= reach) look(encodedToken(text, place, Math.max(0, reach)));
  return found;
}

function entitiesOf(
  view: View,
  text: string,
  tables: RecognizerTables,
  options: RunOptions,
  depth: number,
  onlyDisguised: boolean,
): Entity[] {
  const { entities, hints } = runRecognizers(view.text, 0, view.text.length, tables, options);
  const deeper =
    depth < maxDepth
      ? findHidden(view.text, { ...hints, disguised: false, escaped: false }, tables, options, depth + 1)
      : [];
  return [...entities, ...deeper]
    .filter(
      ({ start, end }) =>
        end > start && (!onlyDisguised || wasDisguised(view, text, start, end) || isAfterEscape(view, start)),
    )
    .map((entity) => ({ ...entity, start: view.starts[entity.start]!, end: view.ends[entity.end - 1]! }));
}

/** Whether what stands before was an escape, so that in the original a letter seems to belong to the entity. */
function isAfterEscape(view: View, start: number): boolean {
  return start > 0 && view.ends[start - 1]! - view.starts[start - 1]! > 1;
}
