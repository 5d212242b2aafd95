import type { HeldFile } from "./flow-file.ts";

/** The files whose nodes are in memory; the others are kept as bytes. */
export interface OpenFiles {
  opened(file: HeldFile): void;
  closed(file: HeldFile): void;
  /** Notes that a file was needed just now. */
  needed(file: HeldFile): void;
  /** Closes the files that were not needed for longest, where too much is open. */
  closeOldest(): void;
}

/**
 * @param mostNodes nodes of the files that may stay open at once
 * @param release told each file that is closed to make room
 */
export function createOpenFiles(mostNodes: number, release: (file: HeldFile) => void): OpenFiles {
  /** The one that was not needed for longest first. */
  const open = new Set<HeldFile>();
  let nodes = 0;
  const closed = (file: HeldFile): void => {
    if (open.delete(file)) nodes -= file.head.nodeCount;
  };
  return {
    opened(file) {
      open.add(file);
      nodes += file.head.nodeCount;
    },
    closed,
    needed(file) {
      if (open.delete(file)) open.add(file);
    },
    closeOldest() {
      for (const file of open) {
        if (nodes <= mostNodes) return;
        closed(file);
        file.close();
        release(file);
      }
    },
  };
}
