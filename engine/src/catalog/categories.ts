import type { Category, CategoryName, Severity } from "../model/index.ts";
import { builtInCatalog } from "./built-in.ts";

interface CategoryEntry {
  readonly title: string;
  readonly severity: Severity;
  readonly special?: boolean;
  readonly sensitive?: boolean;
}

const table = new Map<CategoryName, Category>(
  Object.entries(builtInCatalog.categories as Record<string, CategoryEntry>).map(([name, entry]) => [
    name,
    {
      name,
      title: entry.title,
      special: entry.special === true,
      sensitive: entry.sensitive === true,
      defaultSeverity: entry.severity,
    },
  ]),
);

/** All categories, in the order of the table. */
export function categories(): readonly Category[] {
  return [...table.values()];
}

/** A category by name; for an unknown name the nearest one above it, at last `user`. */
export function categoryOf(name: CategoryName): Category {
  for (let key = name; key; key = key.slice(0, Math.max(0, key.lastIndexOf(".")))) {
    const found = table.get(key);
    if (found) return found;
  }
  return table.get("user")!;
}
