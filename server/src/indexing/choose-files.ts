/**
 * As many files as there may be, those nearest to the open ones first: nearness is how many folders two paths share
 * from the top. The files come back in the order of their names.
 */
export function chooseFiles(files: readonly string[], open: readonly string[], most: number): string[] {
  const chosen = files.length <= most ? [...files] : nearest(files, open).slice(0, most);
  return chosen.sort(byName);
}

function nearest(files: readonly string[], open: readonly string[]): string[] {
  const folders = [...new Set(open.map(foldersOf).map((parts) => parts.join("/")))].map((path) => path.split("/"));
  const nearness = new Map(
    files.map((file) => {
      const own = foldersOf(file);
      return [file, Math.max(0, ...folders.map((other) => shared(own, other)))] as const;
    }),
  );
  return [...files].sort((a, b) => nearness.get(b)! - nearness.get(a)! || byName(a, b));
}

function foldersOf(file: string): string[] {
  return file.split("/").slice(0, -1);
}

function shared(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && a[count] === b[count]) count++;
  return count;
}

function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
