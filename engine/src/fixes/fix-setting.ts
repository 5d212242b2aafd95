import { withCode, writesCode } from "./code-view.ts";
import type { FixResult } from "./edits.ts";
import type { FixHost, FixSubject } from "./subject.ts";

export function settingTitle({ setting }: FixSubject): string | undefined {
  return setting?.title;
}

/** Turns an option of the code to its safe value. */
export function buildSetting(host: FixHost, { file, setting }: FixSubject): FixResult | undefined {
  const document = host.document(file);
  if (!setting || !document?.code) return undefined;
  return withCode(host, document, (view) => {
    if (!writesCode(view.language)) return undefined;
    const span = view.toCode(setting.span);
    if (!span) return undefined;
    const edit = view.replace(span, setting.replacement);
    return { files: [{ file, edits: [edit], shared: [], claims: [edit.span] }], creates: [] };
  });
}
