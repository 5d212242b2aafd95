/** Whether a value can be what a person typed and not an expression, a type or a placeholder of code. */
export function notCode(value: string): boolean {
  if (/^(?:process\.env|os\.environ|self\.|this\.|req\.|request\.|config\.|settings\.|env\.|str\b|\$\{)/i.test(value))
    return false;
  if (/[({[=<>]|=>|\)\.|\|\|/.test(value)) return false;
  // Identifiers and paths of members: `user_ptr`, `encryption.password`, `newPassword`.
  if (/^[a-z]+(?:[A-Z][a-z]+)+$/.test(value) || /^[A-Za-z_]+(?:[._][A-Za-z_]+)+$/.test(value)) return false;
  if (/pass(?:word|wd|phrase)|(?:^|_)pwd|username/i.test(value)) return false;
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value)) return false;
  if (/^0x[0-9a-f]+$/i.test(value)) return false;
  return !/^(?:https?:|\/|\.\.?\/)/.test(value);
}
