import type { Entity } from "../model/index.ts";

/** The better of two entities first: by score, then length, then place, then name, so that the order is total. */
export function compareEntities(a: Entity, b: Entity): number {
  return (
    b.score - a.score ||
    b.end - b.start - (a.end - a.start) ||
    a.start - b.start ||
    (a.type < b.type ? -1 : a.type > b.type ? 1 : 0) ||
    (a.recognizer < b.recognizer ? -1 : a.recognizer > b.recognizer ? 1 : 0)
  );
}

/**
 * Keeps the best of entities that overlap, in text order. The result does not depend on the order of the input.
 */
export function resolveOverlaps(entities: readonly Entity[]): Entity[] {
  if (entities.length < 2) return [...entities];
  const byStart = [...entities].sort((a, b) => a.start - b.start || b.end - a.end || compareEntities(a, b));
  const result: Entity[] = [];
  let from = 0;
  while (from < byStart.length) {
    let reach = byStart[from]!.end;
    let to = from + 1;
    while (to < byStart.length && byStart[to]!.start < reach) reach = Math.max(reach, byStart[to++]!.end);
    if (to === from + 1) result.push(byStart[from]!);
    else result.push(...bestOfCluster(byStart.slice(from, to)));
    from = to;
  }
  return result;
}

function bestOfCluster(cluster: Entity[]): Entity[] {
  cluster.sort(compareEntities);
  const kept: Entity[] = [];
  for (const entity of cluster) {
    if (!kept.some((other) => entity.start < other.end && other.start < entity.end)) kept.push(entity);
  }
  return kept.sort((a, b) => a.start - b.start);
}
