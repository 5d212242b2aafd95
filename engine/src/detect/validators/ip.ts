/** Whether a value is an IPv4 or IPv6 address (RFC 791, RFC 4291) that can name one machine. */
export function ipAddress(value: string): boolean {
  return value.includes(":") ? ipv6(value) : ipv4(value);
}

function ipv4(value: string): boolean {
  const parts = value.split(".");
  return (
    parts.length === 4 &&
    parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part) && Number(part) <= 255) &&
    parts[0] !== "0" &&
    value !== "255.255.255.255"
  );
}

function ipv6(value: string): boolean {
  const halves = value.split("::");
  if (halves.length > 2) return false;
  const groups = (half: string) => (half === "" ? [] : half.split(":"));
  const all = halves.flatMap(groups);
  const last = all.at(-1);
  if (last === undefined) return false;
  const embedded = last.includes(".");
  if (embedded && !ipv4(last)) return false;
  const plain = embedded ? all.slice(0, -1) : all;
  if (!plain.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  const count = plain.length + (embedded ? 2 : 0);
  if (halves.length === 1) return count === 8;
  // `1::2` and `::abc` are slices and scopes of code.
  return count < 8 && (count >= 4 || plain.some((group) => group.length >= 3 && /[0-9]/.test(group)) || embedded);
}
