/** Length from which on a text is judged piece by piece, in UTF-16 units. */
export const segmentLength = 32_768;
/** How much further a good place to cut is looked for. */
const searchLength = 8_192;

/**
 * End of the segment that begins at `start`: a blank line if one is near, else a line break, else a space, else a cut
 * between two characters. Depends on nothing but the text from `start` on, so that a stream is cut as the whole is.
 * `undefined` while `text` may still go on and is too short to tell.
 */
export function segmentEnd(text: string, start: number, complete: boolean): number | undefined {
  const target = start + segmentLength;
  const limit = target + searchLength;
  if (text.length <= limit) return complete ? text.length : undefined;
  const window = text.slice(target, limit);
  const blank = /\r?\n[ \t]*\r?\n/.exec(window);
  if (blank) return target + blank.index + blank[0].length;
  const line = window.indexOf("\n");
  if (line >= 0) return target + line + 1;
  const space = window.indexOf(" ");
  if (space >= 0) return target + space + 1;
  // Not inside a surrogate pair.
  const code = text.charCodeAt(limit);
  return code >= 0xdc00 && code <= 0xdfff ? limit - 1 : limit;
}
