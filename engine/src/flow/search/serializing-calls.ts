import { asksForField } from "../access-path.ts";
import { type LibraryCall, whole } from "./library-call.ts";
import { origin } from "./sources.ts";

/** Objects written as text or as plain data, and text read as data. `true` where the call is one. */
export function serializingCall(made: LibraryCall): boolean {
  const { context, state, operation, name, receiver, base } = made;
  const { file, path } = state;
  const args = operation.arguments;
  switch (name) {
    case "str":
    case "repr":
    case "String":
    case "int":
    case "float":
    case "Number":
    case "parseInt":
    case "parseFloat":
    case "unicode":
      if (receiver !== undefined) return false;
      for (const argument of args.slice(0, 1)) {
        context.visit(state, file, argument.value, context.paths.whole, "serialize", {
          serialized: "record",
          label: "turned into text",
          access: undefined,
        });
      }
      return true;
    case "dumps":
    case "stringify":
    case "asdict":
    case "vars":
    case "pformat":
      for (const argument of args.slice(0, 1)) {
        const serialized = "record";
        context.visit(
          state,
          file,
          argument.value,
          name === "asdict" || name === "vars" ? path : context.paths.whole,
          "serialize",
          {
            serialized,
            label: name === "asdict" || name === "vars" ? "turned into a dictionary" : "serialized to JSON",
            access: path.steps.length > 0 && (name === "asdict" || name === "vars") ? state.access : undefined,
          },
        );
      }
      return true;
    case "model_validate":
    case "model_validate_json":
    case "parse_obj":
    case "parse_raw":
    case "from_orm":
    case "model_construct": {
      // The fields of the class say what is in it, whatever it was made of.
      const before = context.found.length;
      if (path.steps.length > 0 || state.serialized !== "no") origin(context, state, undefined, true);
      if (context.found.length > before) return true;
      for (const argument of args.slice(0, 1)) context.visit(state, file, argument.value, path, "value");
      return true;
    }
    case "model_dump":
    case "model_dump_json":
    case "dict":
    case "json":
    case "to_dict":
    case "to_json":
    case "toJSON":
    case "toObject":
    case "to_string":
    case "to_markdown":
    case "to_csv":
    case "_asdict":
      if (receiver === undefined) return false;
      if (args.some((argument) => argument.name === "include" || argument.name === "exclude")) {
        context.visit(state, file, receiver, path, "call", { factor: 0.5 });
        return true;
      }
      context.visit(state, file, receiver, path, "serialize", {
        serialized: path.steps.length === 0 ? "record" : state.serialized,
        label: "turned into a dictionary",
      });
      return true;
    case "parse":
    case "loads":
      if (base !== "JSON" && base !== "json" && base !== "yaml" && base !== "parse") return false;
      {
        // A named field of parsed text is judged by its name, not by the whole of the text.
        const named = asksForField(path);
        const before = context.found.length;
        if (state.typed || named) origin(context, state, undefined);
        if (context.found.length > before || named) return true;
      }
      whole(made, args[0]);
      return true;
  }
  return false;
}
