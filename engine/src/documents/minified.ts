/** Smaller files are read whatever they look like: they cost nothing. */
const leastLength = 50_000;
/** Nobody writes lines of this length, in UTF-16 units, but for texts and data. */
const longLine = 1000;

/**
 * Whether a text is code that a tool has packed: most of it stands in very long lines of short names and signs with few
 * spaces. Long lines of prompts have more spaces, and those of data fewer signs.
 */
export function isMinified(text: string): boolean {
  if (text.length < leastLength) return false;
  let long = 0;
  let spaces = 0;
  let signs = 0;
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    if (end - start > longLine) {
      long += end - start;
      for (let at = start; at < end; at++) {
        const unit = text.charCodeAt(at);
        if (unit === 0x20 || unit === 0x09) spaces++;
        else if (isSign(unit)) signs++;
      }
    }
    start = end + 1;
  }
  return long > text.length / 2 && spaces < long * 0.1 && signs > long * 0.08;
}

/** `(`, `)`, `,`, `;`, `=`, `{`, `}`. */
function isSign(unit: number): boolean {
  return (
    unit === 0x28 || unit === 0x29 || unit === 0x2c || unit === 0x3b || unit === 0x3d || unit === 0x7b || unit === 0x7d
  );
}
