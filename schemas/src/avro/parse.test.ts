import { describe, expect, test } from '@jest/globals';
import { parseSchemaText } from './contract-files.ts';
import { describeType } from './model.ts';
import { parseRecord } from './parse.ts';

const record = (...fields: unknown[]) => ({
  type: 'record',
  name: 'Sample',
  namespace: 'orpheus.samples',
  fields,
});
const typed = (type: unknown) => record({ name: 'a', type });

describe('parsing a schema', () => {
  test.each([
    ['string', 'string'],
    [{ type: 'string', logicalType: 'uuid' }, 'string(uuid)'],
    [{ type: 'array', items: 'long' }, 'long[]'],
    [{ type: 'map', values: ['null', 'int'] }, 'map<null | int>'],
    [{ type: 'enum', name: 'Reason', symbols: ['A'] }, 'orpheus.samples.Reason'],
    [{ type: { type: 'bytes' } }, 'bytes'],
    ['Sample', 'orpheus.samples.Sample'],
    [{ type: 'Sample' }, 'orpheus.samples.Sample'],
    [{ type: 'record', name: 'Money', namespace: 'orpheus.money', fields: [] }, 'orpheus.money.Money'],
  ])('%j is %s', (type, described) => {
    expect(parseRecord(typed(type)).fields.map((field) => describeType(field.type))).toEqual([described]);
  });

  test('a default is noticed even if it is null', () => {
    const { fields } = parseRecord(
      record({ name: 'a', type: 'null', default: null }, { name: 'b', type: 'null' }),
    );
    expect(fields.map((field) => field.hasDefault)).toEqual([true, false]);
  });

  test.each([
    ['string', 'the outermost type is primitive, not a record'],
    [7, 'the record is neither a name, a union nor a type'],
    [{ type: 'record', name: 'A' }, 'the record is a record without fields'],
    [{ type: 'record', fields: [] }, 'the record is a named type without a name'],
    [record({ type: 'int' }), 'the record has a field without a name'],
    [typed('Money'), 'field a names the type Money, which is not defined before it'],
    [typed({ type: 'enum', name: 'Reason' }), 'field a is an enum without a list of symbols'],
    [record({ name: 'a', type: 'int', doc: 7 }), 'field a has a doc that is no string'],
    [
      typed({ type: 'record', name: 'Sample', fields: [] }),
      'field a defines orpheus.samples.Sample a second time: use its name',
    ],
    [
      typed({ type: 'array', items: { type: 'record', name: 'L', fields: [{ name: 'b', type: 'x' }] } }),
      'field a.b names the type x, which is not defined before it',
    ],
  ])('%j is refused', (schema, message) => {
    expect(() => parseRecord(schema)).toThrow(message);
  });

  test('a file is named in its fault', () => {
    expect(() => parseSchemaText('orders/A.avsc', '{')).toThrow('orders/A.avsc: ');
    expect(() => parseSchemaText('orders/A.avsc', '"int"')).toThrow('orders/A.avsc: the outermost type');
  });
});
