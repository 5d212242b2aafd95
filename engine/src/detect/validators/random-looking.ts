/**
 * Whether a token looks made by a machine, by the classes of its characters and the entropy of their distribution:
 * words, repeated characters, paths and identifiers do not.
 */
export function randomLooking(value: string): boolean {
  // A known prefix such as `ghp_` says nothing about the rest.
  const body = value.replace(/^[A-Za-z]{2,12}[-_.=]/, "");
  const text = body.length >= 12 ? body : value;
  if (!/[0-9]/.test(text) && !(/[a-z]/.test(text) && /[A-Z]/.test(text) && text.length >= 24)) return false;
  const shuffled = text.length >= 30 && /^[A-Za-z0-9]+$/.test(text) && (text.match(/[a-z][A-Z]/g)?.length ?? 0) >= 6;
  if (!shuffled && /^[a-z]+(?:[-_./][a-z]+)*[0-9]{0,4}$/i.test(text)) return false;
  if (/^[a-z0-9]+(?:\.[a-z][a-z0-9]*){2,}$/i.test(text) && text.length < 40) return false;
  return entropy(text) >= (text.length < 24 ? 2.5 : 3);
}

/** Shannon entropy of a text's characters, in bits per character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** As `randomLooking`, for values that no prefix marks: the kind of character must change as often as chance has it. */
export function randomToken(value: string): boolean {
  if (!randomLooking(value) || /[a-z]{7}/.test(value)) return false;
  let changes = 0;
  let digits = 0;
  for (let i = 0; i < value.length; i++) {
    if (kindOf(value.charCodeAt(i)) === 2) digits++;
    if (i > 0 && kindOf(value.charCodeAt(i)) !== kindOf(value.charCodeAt(i - 1))) changes++;
  }
  return digits >= 2 && changes / value.length >= 0.25;
}

function kindOf(code: number): number {
  return code >= 97 && code <= 122 ? 0 : code >= 65 && code <= 90 ? 1 : code >= 48 && code <= 57 ? 2 : 3;
}
