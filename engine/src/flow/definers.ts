import type { FlowFile } from "./file-facts.ts";

/** Which files a wrapper of a model may be in: those that call models or answer them, and those that call what these define. */
export interface DefinerIndex {
  add(file: FlowFile): void;
  remove(file: FlowFile): void;
  /** Whether a file of either kind besides this one defines something of that name. */
  isDefinedBeside(file: FlowFile, name: string): boolean;
  has(file: FlowFile): boolean;
}

/** A name that more files call than this is no name of a wrapper. */
const maxCallingFiles = 60;

/**
 * @param isModelCall whether a call of that name may go to a model
 * @param filesCalling the files that call something of that name
 */
export function createDefinerIndex(
  isModelCall: (name: string) => boolean,
  filesCalling: (name: string) => ReadonlySet<FlowFile> | undefined,
): DefinerIndex {
  const callingModels = new Map<string, Set<FlowFile>>();
  const first = new Set<FlowFile>();
  let second:
    | { readonly files: ReadonlySet<FlowFile>; readonly byName: ReadonlyMap<string, Set<FlowFile>> }
    | undefined;

  function secondLevel() {
    if (second) return second;
    const files = new Set<FlowFile>();
    for (const name of callingModels.keys()) {
      const calling = filesCalling(name);
      if (!calling || calling.size > maxCallingFiles) continue;
      for (const file of calling) if (!first.has(file)) files.add(file);
    }
    const byName = new Map<string, Set<FlowFile>>();
    for (const file of files) for (const name of namesDefinedBy(file)) put(byName, name, file);
    second = { files, byName };
    return second;
  }

  return {
    add(file) {
      second = undefined;
      if (!file.head.hasAnswers && !file.head.calls.some(isModelCall)) return;
      first.add(file);
      for (const name of namesDefinedBy(file)) put(callingModels, name, file);
    },
    remove(file) {
      second = undefined;
      if (!first.delete(file)) return;
      for (const name of namesDefinedBy(file)) {
        const list = callingModels.get(name);
        list?.delete(file);
        if (list?.size === 0) callingModels.delete(name);
      }
    },
    isDefinedBeside: (file, name) =>
      hasOther(callingModels.get(name), file) || hasOther(secondLevel().byName.get(name), file),
    has: (file) => first.has(file) || secondLevel().files.has(file),
  };
}

/** Names under which others may call what a file defines. */
function hasOther(files: ReadonlySet<FlowFile> | undefined, file: FlowFile): boolean {
  return files !== undefined && files.size > (files.has(file) ? 1 : 0);
}

export function namesDefinedBy({ head }: FlowFile): readonly string[] {
  return [...head.methods.map(({ name }) => name), ...head.exports];
}

function put(map: Map<string, Set<FlowFile>>, name: string, file: FlowFile): void {
  const list = map.get(name);
  if (list) list.add(file);
  else map.set(name, new Set([file]));
}
