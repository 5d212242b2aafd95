/**
 * Whether a token looks made by a machine, by the classes of its characters and the entropy of their distribution:
 * words, repeated characters, paths and identifiers do not.
 */
export function randomLooking(value: string): boolean {
  // A known prefix such as `ghp_` says nothing about the rest.
  const body = value.replace(/^[A-Za-z]{2,12}[-_.=]/, "");
  const text = body.length >= 12 ? body : value;
  if (!/[0-9]/.test(text) && !(/[a-z]/.test(text) && /[A-Z]/.test(text) && text.length >= 24)) return false;
  if (/^[a-z]+(?:[-_./][a-z]+)*[0-9]{0,4}$/i.test(text)) return false;
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
