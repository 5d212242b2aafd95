import type { Entity, Span } from "../../model/index.ts";
import type { RecognizerTables } from "../compile.ts";
import { type RunOptions, runRecognizers } from "../run.ts";
import { plainCharacters } from "./characters.ts";
import { type EncodedStretch, encodedToken, encodedWord } from "./encodings.ts";
import type { HiddenHints } from "./hints.ts";
import { type View, wasDisguised } from "./view.ts";

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
  for (const { start, end } of surroundings(text, hints.disguised)) {
    const part = start === 0 && end === text.length ? text : text.slice(start, end);
    const view = plainCharacters(part, hints.escaped);
    if (view.text === part) continue;
    for (const entity of entitiesOf(view, part, tables, options, depth, hints.supported)) {
      found.push({ ...entity, start: entity.start + start, end: entity.end + start });
    }
  }
  let reach = -1;
  const look = (stretch: EncodedStretch | undefined): void => {
    if (!stretch) return;
    reach = stretch.end;
    if (!stretch.view) return;
    const entities = entitiesOf(stretch.view, text, tables, options, depth).filter(
      ({ score }) => score >= encodedThreshold,
    );
    found.push(...entities);
  };
  for (const place of hints.encoded) if (place >= reach) look(encodedWord(text, place, Math.max(0, reach)));
  reach = -1;
  for (const place of hints.longTokens) if (place >= reach) look(encodedToken(text, place, Math.max(0, reach)));
  return found;
}

/** How far around a disguise its entity and the words that judge it may reach; more where a word goes on. */
const disguiseReach = 256;
const wordReach = 2048;

/** The stretches of a text around places, whole words; those that meet are one. */
function surroundings(text: string, places: readonly number[]): Span[] {
  const stretches: { start: number; end: number }[] = [];
  for (const place of places) {
    const last = stretches.at(-1);
    if (last && place + disguiseReach <= last.end) continue;
    let end = Math.min(text.length, place + disguiseReach);
    while (end < text.length && end - place < wordReach && text.charCodeAt(end) > 32) end++;
    if (last && place - disguiseReach <= last.end) {
      last.end = end;
      continue;
    }
    const floor = Math.max(last?.end ?? 0, place - wordReach);
    let start = Math.max(0, place - disguiseReach);
    while (start > floor && text.charCodeAt(start - 1) > 32) start--;
    stretches.push({ start, end });
  }
  return stretches;
}

/**
 * Entities of a view with their places in the text.
 * @param disguisedIn gives only what was disguised, and says which recognizers the text around has words of
 */
function entitiesOf(
  view: View,
  text: string,
  tables: RecognizerTables,
  options: RunOptions,
  depth: number,
  disguisedIn?: Uint8Array,
): Entity[] {
  const { entities, hints } = runRecognizers(view.text, 0, view.text.length, tables, options, disguisedIn);
  const deeper =
    depth < maxDepth
      ? findHidden(view.text, { ...hints, disguised: [], escaped: false }, tables, options, depth + 1)
      : [];
  return [...entities, ...deeper]
    .filter(
      ({ start, end }) =>
        end > start && (!disguisedIn || wasDisguised(view, text, start, end) || isAfterEscape(view, start)),
    )
    .map((entity) => ({ ...entity, start: view.starts[entity.start]!, end: view.ends[entity.end - 1]! }));
}

/** Whether what stands before was an escape, so that in the original a letter seems to belong to the entity. */
function isAfterEscape(view: View, start: number): boolean {
  return start > 0 && view.ends[start - 1]! - view.starts[start - 1]! > 1;
}
