import { type PythonEngine, pythonHelperText } from "./python.ts";
import { type ScriptHelper, scriptHelperText } from "./script.ts";

export type Helper = { readonly language: "python"; readonly engine: PythonEngine } | ScriptHelper;

const known = new Map<string, string>();

/** The text of the helper file that a fix creates: working code that the team owns from then on. */
export function helperText(helper: Helper): string {
  const key = JSON.stringify(helper);
  let text = known.get(key);
  if (text === undefined) {
    text = helper.language === "python" ? pythonHelperText(helper.engine) : scriptHelperText(helper);
    known.set(key, text);
  }
  return text;
}
