import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../avro/json.ts';
import { parseRecord } from '../avro/parse.ts';
import { houseRules } from './house-rules.ts';

const uuid = { type: 'string', logicalType: 'uuid' };
const head = [
  { name: 'eventId', type: uuid, doc: 'd' },
  { name: 'occurredAt', type: { type: 'long', logicalType: 'timestamp-millis' }, doc: 'd' },
  { name: 'orderId', type: uuid, doc: 'd' },
  { name: 'version', type: 'long', doc: 'd' },
];
const sound = { type: 'record', name: 'OrderLost', namespace: 'orpheus.orders', doc: 'd', fields: head };
const reason = { type: 'enum', name: 'Reason', doc: 'd', symbols: ['A', 'UNKNOWN'], default: 'UNKNOWN' };

function faults(schema: JsonObject, path = 'orders/OrderLost.avsc') {
  return houseRules({ path, context: 'orders', schema, model: parseRecord(schema) }).map(
    ({ rule, field }) => `${rule} ${field}`,
  );
}
const withField = (field: JsonObject) => ({ ...sound, fields: [...head, field] });

describe('house rules', () => {
  test('a sound contract breaks none', () => {
    expect(faults(sound)).toEqual([]);
    expect(faults(withField({ name: 'note', type: ['null', 'string'], default: null, doc: 'd' }))).toEqual(
      [],
    );
    expect(faults(withField({ name: 'reason', type: reason, doc: 'd' }))).toEqual([]);
    expect(faults(withField({ name: 'tags', type: { type: 'map', values: 'string' }, doc: 'd' }))).toEqual(
      [],
    );
  });

  test.each([
    ['a doc is missing on the record', { ...sound, doc: undefined }, 'doc '],
    ['a doc is blank on a field', withField({ name: 'note', type: 'string', doc: ' ' }), 'doc note'],
    [
      'a doc is missing on an enum',
      withField({ name: 'why', type: { ...reason, doc: undefined }, doc: 'd' }),
      'doc why',
    ],
    ['the record is named unlike its file', { ...sound, name: 'OrderFound' }, 'record-name '],
    ['a namespace is elsewhere', { ...sound, namespace: 'shop.orders' }, 'namespace '],
    ['a field is snake_case', withField({ name: 'my_note', type: 'string', doc: 'd' }), 'field-name my_note'],
    [
      'an enum has no default',
      withField({ name: 'why', type: { ...reason, default: undefined }, doc: 'd' }),
      'enum-default why',
    ],
    [
      'a symbol is lower case',
      withField({ name: 'why', type: { ...reason, symbols: ['a', 'UNKNOWN'] }, doc: 'd' }),
      'enum-symbol why',
    ],
    [
      'an inner type is lower case',
      withField({ name: 'why', type: { ...reason, name: 'reason' }, doc: 'd' }),
      'type-name why',
    ],
    [
      'an optional field has no default',
      withField({ name: 'note', type: ['null', 'string'], doc: 'd' }),
      'union note',
    ],
    [
      'a union is no optional field',
      withField({ name: 'note', type: ['int', 'string'], default: 0, doc: 'd' }),
      'union note',
    ],
    [
      'a default does not fit',
      withField({ name: 'note', type: 'int', default: 'x', doc: 'd' }),
      'decoder-refuses ',
    ],
    [
      'an inner field has no doc',
      withField({
        name: 'lines',
        type: {
          type: 'array',
          items: { type: 'record', name: 'Line', doc: 'd', fields: [{ name: 'a', type: 'int' }] },
        },
        doc: 'd',
      }),
      'doc lines.a',
    ],
  ])('%s', (_, schema, fault) => {
    expect(faults(JSON.parse(JSON.stringify(schema)))).toContain(fault);
  });

  test('the head is in its order and of its types', () => {
    expect(faults({ ...sound, fields: [head[1], head[0], head[2], head[3]] })).toEqual([
      'head occurredAt',
      'head eventId',
    ]);
    expect(faults({ ...sound, fields: head.slice(0, 2) })).toEqual(['head ', 'head ']);
  });
});
