import { isModule } from "./call-parts.ts";
import { type LibraryCall, whole } from "./library-call.ts";
import { placeholderIn } from "./template-variables.ts";

/** Texts cut, filled and put together. `true` where the call is one. */
export function textCall(made: LibraryCall): boolean {
  const { context, state, operation, name, receiver, base, through, tail } = made;
  const { file, path } = state;
  const args = operation.arguments;
  switch (name) {
    case "split":
    case "splitlines":
    case "rsplit":
    case "partition":
    case "rpartition":
      if (receiver === undefined || isModule(file, receiver)) return false;
      context.visit(state, file, receiver, tail, "value", through);
      return true;
    case "match":
    case "matchAll":
      if (receiver === undefined || isModule(file, receiver)) return false;
      // What a pattern picks out of a letter says less than the letter.
      context.visit(state, file, receiver, tail, "value", { ...through, factor: 0.7 });
      return true;
    case "replace":
    case "replaceAll":
      if (receiver === undefined) return false;
      context.visit(state, file, receiver, path, "value", through);
      whole(made, args[1], "filled into a text", args[0] && placeholderIn(file, args[0].value));
      return true;
    case "sub":
      whole(made, args[2]);
      whole(made, args[1]);
      return args.length > 0;
    case "format":
    case "format_map":
    case "substitute":
    case "safe_substitute":
    case "render":
      if (receiver === undefined) return false;
      for (const argument of args) {
        context.visit(state, file, argument.value, context.paths.whole, "piece", {
          changed: true,
          serialized: "text",
          label: `filled into \`${base && base !== name ? base : "a template"}\``,
          access: undefined,
        });
      }
      context.visit(state, file, receiver, context.paths.whole, "value", { changed: true });
      return true;
    case "join":
      if (receiver === undefined) return false;
      if (file.ir.language === "python") {
        whole(made, args[0], "joined into one text");
        context.visit(state, file, receiver, context.paths.whole, "value", { changed: true });
      } else {
        context.visit(state, file, receiver, context.paths.whole, "piece", {
          changed: true,
          label: "joined into one text",
          access: undefined,
        });
        whole(made, args[0]);
      }
      return true;
  }
  return false;
}
