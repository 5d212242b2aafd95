/** Whether a value of a data file says nothing about anybody: empty, a placeholder, a mask, a flag. */
export function isMasked(value: string): boolean {
  return /^\s*$|^[*xX•#-]+$|^<[\w -]+>$|^\[[\w -]+\]$|^\{\{?[\w. -]+\}?\}$|redacted|anonymi[sz]ed|^(n\/?a|null|none|unknown|true|false|yes|no|0|1)$/i.test(
    value,
  );
}
