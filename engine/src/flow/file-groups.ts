import type { FlowFile } from "./file-facts.ts";
import { maySpeakForClass, mostOfName } from "./link/members.ts";
import type { ModuleResolver } from "./modules.ts";

/**
 * Which files may touch each other: those between which imports lead, in either direction, and those that call a method
 * so rare that its name alone says whose it is. What one group does rests on no other.
 */
export interface FileGroups {
  /** The number of a file's group. */
  of(file: FlowFile): number;
  /** The files of a file's group, in the order in which they were set. */
  near(file: FlowFile): readonly FlowFile[];
  /** Those of them that call something of that name. */
  calling(name: string, near: FlowFile): readonly FlowFile[];
}

/** Groups files by what their heads say; none is opened. */
export function groupFiles(files: ReadonlyMap<string, FlowFile>, modules: ModuleResolver): FileGroups {
  const all = [...files.values()];
  const places = new Map(all.map((file, place) => [file.file, place]));
  const above = all.map((_, place) => place);
  const rootOf = (place: number): number => {
    let root = place;
    while (above[root] !== root) {
      above[root] = above[above[root]!]!;
      root = above[root]!;
    }
    return root;
  };
  const unite = (a: number, b: number): void => {
    above[rootOf(a)] = rootOf(b);
  };

  const folders = new Map<string, readonly number[]>();
  /** Of a package any module may be taken by its name. */
  const inFolder = (folder: string): readonly number[] => {
    let list = folders.get(folder);
    if (!list) {
      list = all.flatMap((file, place) => (file.file.startsWith(folder) ? [place] : []));
      folders.set(folder, list);
    }
    return list;
  };
  all.forEach((file, place) => {
    for (const module of file.head.modules) {
      const found = modules.resolve(file.file, file.head.language, module);
      if (found === undefined) continue;
      const target = places.get(found);
      if (target !== undefined) unite(place, target);
      const folder = found.endsWith("/") ? found : /^(?:.*\/)?(?=__init__\.pyi?$)/.exec(found)?.[0];
      for (const inside of folder === undefined ? [] : inFolder(folder)) unite(place, inside);
    }
  });

  const makers = new Map<string, number[]>();
  all.forEach((file, place) => {
    for (const { name } of file.head.methods) {
      const list = makers.get(name);
      if (list) list.push(place);
      else makers.set(name, [place]);
    }
  });
  all.forEach((file, place) => {
    for (const name of file.head.calls) {
      const made = makers.get(name);
      if (!made || made.length > mostOfName || !maySpeakForClass(name)) continue;
      for (const other of made) unite(place, other);
    }
  });

  const members = new Map<number, FlowFile[]>();
  all.forEach((file, place) => {
    const root = rootOf(place);
    const list = members.get(root);
    if (list) list.push(file);
    else members.set(root, [file]);
  });
  const callers = new Map<number, ReadonlyMap<string, readonly FlowFile[]>>();
  const of = (file: FlowFile): number => rootOf(places.get(file.file) ?? 0);
  const near = (file: FlowFile): readonly FlowFile[] => members.get(of(file)) ?? [];
  return {
    of,
    near,
    calling(name, file) {
      const group = of(file);
      let byName = callers.get(group);
      if (!byName) {
        byName = callersByName(near(file));
        callers.set(group, byName);
      }
      return byName.get(name) ?? [];
    },
  };
}

function callersByName(files: readonly FlowFile[]): ReadonlyMap<string, readonly FlowFile[]> {
  const byName = new Map<string, FlowFile[]>();
  for (const file of files) {
    for (const name of file.head.calls) {
      const list = byName.get(name);
      if (list) list.push(file);
      else byName.set(name, [file]);
    }
  }
  return byName;
}
