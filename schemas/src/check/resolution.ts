import type { AvroEnum, AvroPrimitive, AvroRecord, AvroType, AvroUnion, Primitive } from '../avro/model.ts';
import { describeType } from '../avro/model.ts';

/** Why a reader cannot read what a writer wrote. */
export interface Incompatibility {
  readonly field: string;
  readonly rule:
    | 'field-without-default'
    | 'type-changed'
    | 'logical-type-changed'
    | 'name-changed'
    | 'symbol-without-default'
    | 'branch-removed';
  readonly detail: string;
}

/**
 * Avro's schema resolution, told as a list of what is in the way: empty if a reader with `reader` understands
 * whatever was written with `writer`. It is stricter than the specification in three things, because readers in
 * the field are: a full name is compared with its namespace, aliases do not count, and a logical type must stay.
 */
export function incompatibilities(reader: AvroType, writer: AvroType): readonly Incompatibility[] {
  return resolve(reader, writer, '', new Set());
}

function resolve(
  reader: AvroType,
  writer: AvroType,
  path: string,
  open: ReadonlySet<string>,
): readonly Incompatibility[] {
  if (writer.kind === 'union') {
    return writer.branches.flatMap((branch) => resolve(reader, branch, path, open));
  }
  if (reader.kind === 'union') return resolveUnion(reader, writer, path, open);
  if (reader.kind === 'array' && writer.kind === 'array') {
    return resolve(reader.items, writer.items, `${path}[]`, open);
  }
  if (reader.kind === 'map' && writer.kind === 'map') {
    return resolve(reader.values, writer.values, `${path}{}`, open);
  }
  if (reader.kind === 'enum' && writer.kind === 'enum') return resolveEnum(reader, writer, path);
  if (reader.kind === 'record' && writer.kind === 'record') return resolveRecord(reader, writer, path, open);
  if (reader.kind === 'primitive' && writer.kind === 'primitive')
    return resolvePrimitive(reader, writer, path);
  return [typeChanged(reader, writer, path)];
}

const promotions: Readonly<Record<Primitive, readonly Primitive[]>> = {
  null: [],
  boolean: [],
  int: ['long', 'float', 'double'],
  long: ['float', 'double'],
  float: ['double'],
  double: [],
  bytes: ['string'],
  string: ['bytes'],
};

function resolvePrimitive(
  reader: AvroPrimitive,
  writer: AvroPrimitive,
  path: string,
): readonly Incompatibility[] {
  if (reader.name !== writer.name && !promotions[writer.name].includes(reader.name)) {
    return [typeChanged(reader, writer, path)];
  }
  if (reader.logicalType === writer.logicalType) return [];
  const detail = `written as ${describeType(writer)}, read as ${describeType(reader)}`;
  return [{ field: path, rule: 'logical-type-changed', detail }];
}

function resolveEnum(reader: AvroEnum, writer: AvroEnum, path: string): readonly Incompatibility[] {
  if (reader.name !== writer.name) return [nameChanged(reader, writer, path)];
  if (reader.default !== undefined) return [];
  const unknown = writer.symbols.filter((symbol) => !reader.symbols.includes(symbol));
  if (unknown.length === 0) return [];
  const detail = `the reader's ${reader.name} has no default for ${unknown.join(', ')}`;
  return [{ field: path, rule: 'symbol-without-default', detail }];
}

function resolveRecord(
  reader: AvroRecord,
  writer: AvroRecord,
  path: string,
  open: ReadonlySet<string>,
): readonly Incompatibility[] {
  if (reader.name !== writer.name) return [nameChanged(reader, writer, path)];
  if (open.has(reader.name)) return [];
  const inside = new Set([...open, reader.name]);
  const written = new Map(writer.fields.map((field) => [field.name, field]));
  return reader.fields.flatMap((field): readonly Incompatibility[] => {
    const at = path === '' ? field.name : `${path}.${field.name}`;
    const source = written.get(field.name);
    if (source !== undefined) return resolve(field.type, source.type, at, inside);
    if (field.hasDefault) return [];
    const detail = 'the reader needs it, the writer does not send it, and it has no default';
    return [{ field: at, rule: 'field-without-default', detail }];
  });
}

function resolveUnion(
  reader: AvroUnion,
  writer: AvroType,
  path: string,
  open: ReadonlySet<string>,
): readonly Incompatibility[] {
  const fits = reader.branches.some((branch) => resolve(branch, writer, path, open).length === 0);
  if (fits) return [];
  const detail = `no branch of ${describeType(reader)} takes ${describeType(writer)}`;
  return [{ field: path, rule: 'branch-removed', detail }];
}

function typeChanged(reader: AvroType, writer: AvroType, path: string): Incompatibility {
  const detail = `${describeType(writer)} as written cannot be read as ${describeType(reader)}`;
  return { field: path, rule: 'type-changed', detail };
}

function nameChanged(
  reader: AvroRecord | AvroEnum,
  writer: AvroRecord | AvroEnum,
  path: string,
): Incompatibility {
  return {
    field: path,
    rule: 'name-changed',
    detail: `${writer.name} as written is ${reader.name} for the reader`,
  };
}
