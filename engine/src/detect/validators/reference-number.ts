/**
 * Whether a value after a label can be a number that names something of one person: long enough, mostly digits or
 * letters with digits; not a year, a date, an amount, a version or a UUID-like key of a machine.
 */
export function referenceNumber(value: string): boolean {
  const digits = value.replace(/[^0-9]/g, "").length;
  if (digits < 3 || value.length < 4) return false;
  if (/^(?:19|20)[0-9]{2}$/.test(value)) return false;
  if (/^[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4}$/.test(value) && digits <= 8) return false;
  if (/^v?[0-9]{1,3}(?:\.[0-9]{1,3}){1,3}$/i.test(value)) return false;
  if (/^[0-9]+(?:px|em|rem|ms|kb|mb|gb|th|st|nd|rd|pm|am)$/i.test(value)) return false;
  return !/^([0-9])\1+$/.test(value);
}
