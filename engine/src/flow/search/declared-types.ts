import { isIndex } from "../access-path.ts";
import type { FlowFile } from "../file-facts.ts";
import type { NodeId } from "../ir.ts";
import type { Denotation } from "../link/denotation.ts";
import type { SearchContext } from "./context.ts";
import type { State } from "./state.ts";

export interface KnownFields {
  readonly className: string;
  readonly fields: readonly { readonly name: string; readonly type: string | undefined }[];
}

/** The type that is declared for a value, as written; `undefined` where there is none or it is long. */
export function typeTextOf(file: FlowFile, node: NodeId): string | undefined {
  const type = file.ir.typeOf(node);
  return type === undefined ? undefined : textOfType(file, type);
}

/** The text of a type, without the colon before it; `undefined` where it is long. */
export function textOfType(file: FlowFile, type: NodeId): string | undefined {
  const span = file.ir.span(type);
  const text = file.text.slice(span.start, span.end).replace(/^\s*:\s*/, "");
  return text.length > 0 && text.length < 80 ? text : undefined;
}

/** Collections and members that are looked through for the fields of one value. */
const mostLookedThrough = 60;

/** The fields of the workspace's class that a value is an instance of, through a first member if asked. */
export function fieldsOf(
  context: SearchContext,
  list: readonly Denotation[],
  through: readonly string[],
  looked = new Set<string>(),
): KnownFields | undefined {
  for (const one of list) {
    if (one.kind !== "instance" && one.kind !== "collection") continue;
    // A collection can hold itself, and one that lives long can hold hundreds.
    const place = `${one.kind}:${one.file.id}:${one.kind === "collection" ? one.node : one.index}:${through.length}`;
    if (looked.has(place) || looked.size >= mostLookedThrough) continue;
    looked.add(place);
    if (one.kind === "collection") {
      const operation = one.file.ir.operation(one.node);
      const inner = operation.op === "collection" ? operation.entries[0] : undefined;
      if (!inner || inner.key !== undefined) continue;
      const fields = fieldsOf(context, context.linker.instancesOf(one.file, inner.value), through, looked);
      if (fields) return fields;
      continue;
    }
    const lineage = context.linker.lineage(one.file, one.index);
    const all = lineage.flatMap((owner) => {
      const declared = context.linker.classAt(owner.file, owner.index);
      if (declared.kind === "enum") return [];
      return declared.fields.map((field) => ({ owner, field }));
    });
    const [first, ...rest] = through.filter((step) => step !== "*" && !isIndex(step));
    if (first !== undefined && rest.length + 1 > 1) {
      const next = all.find(({ field }) => field.name === first);
      if (next?.field.type === undefined) continue;
      const deeper = fieldsOf(context, context.linker.instancesOf(next.owner.file, next.field.type), rest, looked);
      if (deeper) return deeper;
      continue;
    }
    if (all.length > 0) {
      return {
        className: context.linker.classAt(one.file, one.index).name,
        fields: all.map(({ field }) => ({ name: field.name, type: field.typeText })),
      };
    }
  }
  return undefined;
}

/** The fields of what the fields of a class hold: all that shows of a record that is written out whole. */
export function nestedFieldsOf(context: SearchContext, list: readonly Denotation[]): readonly KnownFields[] {
  return list.flatMap((one) => {
    if (one.kind !== "instance") return [];
    return context.linker.lineage(one.file, one.index).flatMap((owner) =>
      context.linker.classAt(owner.file, owner.index).fields.flatMap(({ type }) => {
        if (type === undefined) return [];
        const inner = fieldsOf(context, context.linker.instancesOf(owner.file, type), []);
        return inner ? [inner] : [];
      }),
    );
  });
}

/** The state with the type its node is declared to be of, unless one nearer to the sink said more. */
export function withType(state: State): State {
  if (state.typed) return state;
  const node = state.file.ir.typeOf(state.node);
  return node === undefined ? state : { ...state, typed: { file: state.file, node, length: state.path.steps.length } };
}
