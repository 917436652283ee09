import { isObject, type JsonObject } from './json.ts';
import type { AvroField, AvroRecord, AvroType, Primitive } from './model.ts';

/** The file is JSON, but no Avro schema of the kind that the contracts use. */
export class SchemaFault extends Error {
  override readonly name = 'SchemaFault';
}

const primitives: ReadonlySet<string> = new Set<Primitive>([
  'null',
  'boolean',
  'int',
  'long',
  'float',
  'double',
  'bytes',
  'string',
]);

function isPrimitive(name: string): name is Primitive {
  return primitives.has(name);
}

/** Parses the record of one `.avsc`. Throws {@link SchemaFault} with the path of the fault. */
export function parseRecord(schema: unknown): AvroRecord {
  const type = parse(schema, { namespace: '', known: new Map(), path: '' });
  if (type.kind !== 'record') throw new SchemaFault(`the outermost type is ${type.kind}, not a record`);
  return type;
}

interface Scope {
  readonly namespace: string;
  readonly known: Map<string, AvroType>;
  readonly path: string;
}

function parse(schema: unknown, scope: Scope): AvroType {
  if (typeof schema === 'string') return named(schema, scope);
  if (Array.isArray(schema)) return { kind: 'union', branches: schema.map((branch) => parse(branch, scope)) };
  if (!isObject(schema)) throw fault(scope, 'is neither a name, a union nor a type');
  const type = schema['type'];
  switch (type) {
    case 'array':
      return { kind: 'array', items: parse(schema['items'], scope) };
    case 'map':
      return { kind: 'map', values: parse(schema['values'], scope) };
    case 'enum':
      return parseEnum(schema, scope);
    case 'record':
      return parseFields(schema, scope);
    default:
      if (typeof type !== 'string') return parse(type, scope);
      if (!isPrimitive(type)) return named(type, scope);
      return { kind: 'primitive', name: type, logicalType: optionalText(schema, 'logicalType', scope) };
  }
}

function named(name: string, scope: Scope): AvroType {
  if (isPrimitive(name)) return { kind: 'primitive', name, logicalType: undefined };
  const known = scope.known.get(qualify(name, scope.namespace));
  if (known === undefined) throw fault(scope, `names the type ${name}, which is not defined before it`);
  return known;
}

function parseEnum(schema: JsonObject, scope: Scope): AvroType {
  const symbols = schema['symbols'];
  if (!Array.isArray(symbols) || !symbols.every((symbol) => typeof symbol === 'string')) {
    throw fault(scope, 'is an enum without a list of symbols');
  }
  const name = fullName(schema, scope);
  const type: AvroType = {
    kind: 'enum',
    name,
    doc: optionalText(schema, 'doc', scope),
    symbols,
    default: optionalText(schema, 'default', scope),
  };
  define(name, type, scope);
  return type;
}

function parseFields(schema: JsonObject, scope: Scope): AvroType {
  const name = fullName(schema, scope);
  const fields: AvroField[] = [];
  const type: AvroRecord = { kind: 'record', name, doc: optionalText(schema, 'doc', scope), fields };
  define(name, type, scope);
  const list = schema['fields'];
  if (!Array.isArray(list)) throw fault(scope, 'is a record without fields');
  const namespace = name.slice(0, Math.max(0, name.lastIndexOf('.')));
  for (const field of list) {
    if (!isObject(field) || typeof field['name'] !== 'string')
      throw fault(scope, 'has a field without a name');
    const inside = { ...scope, namespace, path: join(scope.path, field['name']) };
    fields.push({
      name: field['name'],
      doc: optionalText(field, 'doc', inside),
      type: parse(field['type'], inside),
      hasDefault: 'default' in field,
    });
  }
  return type;
}

function define(name: string, type: AvroType, scope: Scope): void {
  if (scope.known.has(name)) throw fault(scope, `defines ${name} a second time: use its name`);
  scope.known.set(name, type);
}

function fullName(schema: JsonObject, scope: Scope): string {
  const name = schema['name'];
  if (typeof name !== 'string') throw fault(scope, 'is a named type without a name');
  return qualify(name, optionalText(schema, 'namespace', scope) ?? scope.namespace);
}

function qualify(name: string, namespace: string): string {
  return name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;
}

function optionalText(schema: JsonObject, key: string, scope: Scope): string | undefined {
  const value = schema[key];
  if (value === undefined || typeof value === 'string') return value;
  throw fault(scope, `has a ${key} that is no string`);
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function fault(scope: Scope, what: string): SchemaFault {
  return new SchemaFault(`${scope.path === '' ? 'the record' : `field ${scope.path}`} ${what}`);
}
