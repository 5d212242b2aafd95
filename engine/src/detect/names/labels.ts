/** The tags that the tagger gives to words: what begins and what goes on. */
export const labels = [
  "O",
  "B-PERSON",
  "I-PERSON",
  "B-LOCATION",
  "I-LOCATION",
  "B-ORGANIZATION",
  "I-ORGANIZATION",
  "B-STREET_ADDRESS",
  "I-STREET_ADDRESS",
] as const;

export const labelCount = labels.length;

/** Whether `to` may follow `from`: an inner tag only goes on with its own kind. */
export function mayFollow(from: number, to: number): boolean {
  return to === 0 || to % 2 === 1 || from === to || from === to - 1;
}
