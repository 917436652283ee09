export type Primitive = 'null' | 'boolean' | 'int' | 'long' | 'float' | 'double' | 'bytes' | 'string';

export interface AvroPrimitive {
  readonly kind: 'primitive';
  readonly name: Primitive;
  readonly logicalType: string | undefined;
}

export interface AvroArray {
  readonly kind: 'array';
  readonly items: AvroType;
}

export interface AvroMap {
  readonly kind: 'map';
  readonly values: AvroType;
}

export interface AvroUnion {
  readonly kind: 'union';
  readonly branches: readonly AvroType[];
}

export interface AvroEnum {
  readonly kind: 'enum';
  /** Full name, with the namespace. */
  readonly name: string;
  readonly doc: string | undefined;
  readonly symbols: readonly string[];
  readonly default: string | undefined;
}

export interface AvroField {
  readonly name: string;
  readonly doc: string | undefined;
  readonly type: AvroType;
  readonly hasDefault: boolean;
}

export interface AvroRecord {
  readonly kind: 'record';
  /** Full name, with the namespace. */
  readonly name: string;
  readonly doc: string | undefined;
  readonly fields: readonly AvroField[];
}

/** A schema with every name resolved to the type that it stands for. */
export type AvroType = AvroPrimitive | AvroArray | AvroMap | AvroUnion | AvroEnum | AvroRecord;

export function shortName(fullName: string): string {
  return fullName.slice(fullName.lastIndexOf('.') + 1);
}

export function namespaceOf(fullName: string): string {
  return fullName.slice(0, Math.max(0, fullName.lastIndexOf('.')));
}

/** A type as a person would write it in a sentence: `string(uuid)`, `orpheus.orders.OrderLine[]`. */
export function describeType(type: AvroType): string {
  switch (type.kind) {
    case 'primitive':
      return type.logicalType === undefined ? type.name : `${type.name}(${type.logicalType})`;
    case 'array':
      return `${describeType(type.items)}[]`;
    case 'map':
      return `map<${describeType(type.values)}>`;
    case 'union':
      return type.branches.map(describeType).join(' | ');
    case 'enum':
    case 'record':
      return type.name;
  }
}
