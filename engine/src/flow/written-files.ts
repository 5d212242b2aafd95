import type { FlowFile, NodeRef } from "./file-facts.ts";
import { placeOf } from "./flow-path.ts";
import type { FlowAt } from "./found-flow.ts";
import { receiverOf } from "./search/call-parts.ts";
import type { SinkSite } from "./sink-site.ts";
import type { SourceReader } from "./templates/template-sources.ts";

/** The last two parts of a path: what a file is known by wherever the program runs. */
function tailOf(path: string): string {
  return path
    .replace(/\\/g, "/")
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .slice(-2)
    .join("/");
}

const fileName = /^[^\n"'<>|*?]{1,200}\.[A-Za-z0-9]{2,8}$/;

/** The writes of data to a file that a later step names by its path: an upload of what was written before. */
export function writesOf(
  sites: readonly SinkSite[],
  read: readonly NodeRef[],
  reader: SourceReader,
): { readonly site: SinkSite; readonly path: string; readonly named: NodeRef }[] {
  const names = new Map<string, NodeRef>();
  for (const ref of read) {
    const operation = ref.file.ir.operation(ref.node);
    if (operation.op === "text" && fileName.test(operation.text)) names.set(tailOf(operation.text), ref);
  }
  if (names.size === 0) return [];
  return sites.flatMap((site) => {
    if (site.kind !== "dataset" || site.form !== "call") return [];
    for (const path of pathsWritten(site.file, site, reader)) {
      const named = names.get(tailOf(path));
      if (named) return [{ site, path, named }];
    }
    return [];
  });
}

/** What the file that a call writes may be called. */
function pathsWritten(file: FlowFile, site: SinkSite, reader: SourceReader): string[] {
  const operation = file.ir.operation(site.node);
  if (operation.op !== "call") return [];
  const receiver = receiverOf(file, operation);
  const opened = receiver === undefined ? [] : (reader.sourcesOf({ file, node: receiver }, undefined) ?? []);
  const onPath = receiver === undefined ? [] : (reader.pathsOf({ file, node: receiver }, undefined) ?? []);
  const given = operation.arguments.flatMap(({ value }) => {
    const handle = reader.sourcesOf({ file, node: value }, undefined) ?? [];
    return [
      ...(reader.pathsOf({ file, node: value }, undefined) ?? []),
      ...handle.flatMap((one) => (one.kind === "file" ? [one.path] : [])),
    ];
  });
  return [...opened.flatMap((one) => (one.kind === "file" ? [one.path] : [])), ...onPath, ...given].filter((path) =>
    fileName.test(path),
  );
}

/** A flow into a file that goes on to where the file is uploaded. */
export function carriedOn(
  made: FlowAt,
  write: { readonly site: SinkSite; readonly path: string },
  upload: SinkSite,
): FlowAt {
  const { flow } = made;
  const place = placeOf(upload);
  const written = { ...placeOf(write.site), label: `written to \`${tailOf(write.path)}\`` };
  return {
    ...made,
    key: `${made.key}:${place.span.start}`,
    flow: { ...flow, steps: [...flow.steps.slice(0, -1), written, flow.steps.at(-1)!] },
  };
}
