import { notCode } from "./not-code.ts";

/** Words that names of members and variables are made of, and names of accounts are not. */
const codeWord =
  /(?:^|[._])(?:users?|self|this|req|request|res|response|config|settings|env|data|ctx|context|state|props|args|params|options|opts|obj|ptr|name|password|username|login|id|key|value|val|token|str|string|get|set|fn|func|field|form|input|session|account|auth|default|null|none)(?:[._]|$)/i;

/** Whether a value can be the name of an account, such as `mei.tanaka` or `k_brandt`, and not an expression of code. */
export function userName(value: string): boolean {
  if (/^[A-Za-z_]+(?:[._][A-Za-z_]+)+$/.test(value) && !/^[A-Z][A-Z_]+$/.test(value)) return !codeWord.test(value);
  return notCode(value);
}
