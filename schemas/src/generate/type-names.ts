import type { AvroEnum, AvroRecord, AvroType } from '../avro/model.ts';
import { namespaceOf, shortName } from '../avro/model.ts';
import { SchemaFault } from '../avro/parse.ts';

export type NamedType = AvroRecord | AvroEnum;

/** Every record and enum of the contracts once, inner ones before those that use them. */
export function namedTypes(records: readonly AvroRecord[]): ReadonlyMap<string, NamedType> {
  const found = new Map<string, NamedType>();
  for (const record of records) collect(record, found, new Set());
  return found;
}

function collect(type: AvroType, found: Map<string, NamedType>, visited: Set<string>): void {
  switch (type.kind) {
    case 'primitive':
      return;
    case 'array':
      return collect(type.items, found, visited);
    case 'map':
      return collect(type.values, found, visited);
    case 'union':
      for (const branch of type.branches) collect(branch, found, visited);
      return;
    case 'enum':
      return keep(type, found);
    case 'record':
      if (visited.has(type.name)) return;
      visited.add(type.name);
      for (const field of type.fields) collect(field.type, found, visited);
      return keep(type, found);
  }
}

function keep(type: NamedType, found: Map<string, NamedType>): void {
  const earlier = found.get(type.name);
  if (earlier !== undefined && JSON.stringify(earlier) !== JSON.stringify(type)) {
    throw new SchemaFault(`${type.name} is not the same in every .avsc that holds a copy of it`);
  }
  found.set(type.name, type);
}

/**
 * The TypeScript name of each named type: its short name, or with its context in front where two contexts have
 * a type of the same short name.
 */
export function typeScriptNames(types: ReadonlyMap<string, NamedType>): ReadonlyMap<string, string> {
  const uses = new Map<string, number>();
  for (const name of types.keys()) uses.set(shortName(name), (uses.get(shortName(name)) ?? 0) + 1);
  return new Map(
    [...types.keys()].map((name) => {
      const short = shortName(name);
      return [name, uses.get(short) === 1 ? short : capitalised(shortName(namespaceOf(name))) + short];
    }),
  );
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The name of the constant that holds a record's contract: `OrderCreated` becomes `orderCreated`. */
export function contractName(record: string): string {
  const short = shortName(record);
  return short.charAt(0).toLowerCase() + short.slice(1);
}
