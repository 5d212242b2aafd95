import type { Span } from "../model/index.ts";
import type { ByteReader, ByteWriter } from "./byte-stream.ts";
import type { IrClass, IrExport, IrField, IrFunction, IrMethod, IrParameter, NodeId } from "./ir.ts";
import type { StringTable } from "./string-table.ts";

/** What a file declares, besides its nodes. */
export interface IrDeclarations {
  readonly functions: readonly IrFunction[];
  readonly classes: readonly IrClass[];
  readonly exports: readonly IrExport[];
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

const parameterKinds = ["positional", "keyword", "rest", "keywordRest"] as const;
const classKinds = ["class", "interface", "alias", "enum"] as const;
const accessors = [undefined, "get", "set"] as const;
/** Bits of a function's flags. */
const flag = { isAsync: 1, isGenerator: 2, isStatic: 4, isSignature: 8, isNoSignature: 16 } as const;

/** Writes functions, classes and exports; names go into the table. */
export function writeDeclarations(
  { functions, classes, exports }: IrDeclarations,
  stream: ByteWriter,
  strings: StringTable,
): void {
  const text = (value: string): void => stream.uint(strings.id(value));
  /** Absent as zero. */
  const optional = (value: number | undefined): void => stream.uint(value === undefined ? 0 : value + 1);
  const optionalText = (value: string | undefined): void => {
    optional(value === undefined ? undefined : strings.id(value));
  };
  const span = ({ start, end }: Span): void => {
    stream.uint(start);
    stream.int(end - start);
  };
  const many = <T>(list: readonly T[], write: (item: T) => void): void => {
    stream.uint(list.length);
    for (const item of list) write(item);
  };
  const nodes = (list: readonly NodeId[]): void => many(list, stream.uint);

  many(functions, (one) => {
    text(one.name);
    text(one.qualifiedName);
    span(one.span);
    optional(one.enclosing);
    optional(one.class);
    many(one.parameters, (parameter) => {
      text(parameter.name);
      stream.uint(parameter.node);
      stream.uint(parameterKinds.indexOf(parameter.kind));
      optional(parameter.default);
      optional(parameter.final);
      optional(parameter.decorators?.length);
      for (const decorator of parameter.decorators ?? []) stream.uint(decorator);
    });
    optional(one.self);
    optional(one.selfFinal);
    nodes(one.returns);
    nodes(one.yields);
    nodes(one.throws);
    nodes(one.decorators);
    stream.uint(
      (one.isAsync ? flag.isAsync : 0) |
        (one.isGenerator ? flag.isGenerator : 0) |
        (one.isStatic ? flag.isStatic : 0) |
        (one.isSignature ? flag.isSignature : 0) |
        (one.isSignature === false ? flag.isNoSignature : 0),
    );
  });
  many(classes, (one) => {
    text(one.name);
    span(one.span);
    stream.uint(classKinds.indexOf(one.kind));
    nodes(one.bases);
    many(one.fields, (field) => {
      text(field.name);
      span(field.span);
      optional(field.type);
      optionalText(field.typeText);
      optional(field.value);
    });
    many(one.methods, (method) => {
      text(method.name);
      stream.uint(method.function);
      stream.uint(accessors.indexOf(method.accessor));
    });
    nodes(one.decorators);
  });
  many(exports, (one) => {
    text(one.name);
    optional(one.node);
    optionalText(one.from?.module);
    if (one.from) text(one.from.name);
  });
}

/** Reads what `writeDeclarations` wrote. */
export function readDeclarations(stream: ByteReader, strings: readonly string[]): IrDeclarations {
  const text = (): string => strings[stream.uint()]!;
  const optional = (): number | undefined => {
    const value = stream.uint();
    return value === 0 ? undefined : value - 1;
  };
  const span = (): Span => {
    const start = stream.uint();
    return { start, end: start + stream.int() };
  };
  const many = <T>(read: () => T): T[] => {
    const list = new Array<T>(stream.uint());
    for (let i = 0; i < list.length; i++) list[i] = read();
    return list;
  };
  const nodes = (): NodeId[] => many(stream.uint);

  const functions = many((): IrFunction => {
    const name = text();
    const qualifiedName = text();
    const place = span();
    const enclosing = optional();
    const owner = optional();
    const parameters = many((): IrParameter => {
      const made: Writable<IrParameter> = {
        name: text(),
        node: stream.uint(),
        kind: parameterKinds[stream.uint()]!,
      };
      const fallback = optional();
      const final = optional();
      const decorators = optional();
      if (fallback !== undefined) made.default = fallback;
      if (final !== undefined) made.final = final;
      if (decorators !== undefined) made.decorators = Array.from({ length: decorators }, stream.uint);
      return made;
    });
    const self = optional();
    const selfFinal = optional();
    const made: Writable<IrFunction> = {
      name,
      qualifiedName,
      span: place,
      parameters,
      returns: nodes(),
      yields: nodes(),
      throws: nodes(),
      decorators: nodes(),
      isAsync: false,
      isGenerator: false,
      isStatic: false,
    };
    const flags = stream.uint();
    made.isAsync = (flags & flag.isAsync) !== 0;
    made.isGenerator = (flags & flag.isGenerator) !== 0;
    made.isStatic = (flags & flag.isStatic) !== 0;
    if (flags & flag.isSignature) made.isSignature = true;
    if (flags & flag.isNoSignature) made.isSignature = false;
    if (enclosing !== undefined) made.enclosing = enclosing;
    if (owner !== undefined) made.class = owner;
    if (self !== undefined) made.self = self;
    if (selfFinal !== undefined) made.selfFinal = selfFinal;
    return made;
  });
  const classes = many((): IrClass => {
    const name = text();
    const place = span();
    const kind = classKinds[stream.uint()]!;
    const bases = nodes();
    const fields = many((): IrField => {
      const made: Writable<IrField> = { name: text(), span: span() };
      const type = optional();
      const typeText = optional();
      const value = optional();
      if (type !== undefined) made.type = type;
      if (typeText !== undefined) made.typeText = strings[typeText]!;
      if (value !== undefined) made.value = value;
      return made;
    });
    const methods = many((): IrMethod => {
      const made: Writable<IrMethod> = { name: text(), function: stream.uint() };
      const accessor = accessors[stream.uint()];
      if (accessor) made.accessor = accessor;
      return made;
    });
    return { name, span: place, kind, bases, fields, methods, decorators: nodes() };
  });
  const exports = many((): IrExport => {
    const made: Writable<IrExport> = { name: text() };
    const node = optional();
    const module = optional();
    if (node !== undefined) made.node = node;
    if (module !== undefined) made.from = { module: strings[module]!, name: text() };
    return made;
  });
  return { functions, classes, exports };
}
