import { describe, expect, test } from '@jest/globals';
import { evolutionCases } from '../../test/evolution-cases.ts';
import type { JsonObject } from '../avro/json.ts';
import { parseRecord } from '../avro/parse.ts';
import { decoderRefusal, fullTransitive } from './full-transitive.ts';
import { incompatibilities } from './resolution.ts';
import { describeViolation } from './violation.ts';

const versionOf = (schema: JsonObject) => ({ schema, model: parseRecord(schema) });
const released = (schemas: readonly JsonObject[]) =>
  schemas.map((schema, index) => ({ ...versionOf(schema), number: index + 1 }));

describe('FULL_TRANSITIVE', () => {
  for (const one of evolutionCases) {
    test(`${one.accepted ? 'takes' : 'refuses'}: ${one.name}`, () => {
      const violations = fullTransitive(versionOf(one.next), released(one.released));
      if (one.accepted) {
        expect(violations).toEqual([]);
        return;
      }
      expect(violations).toContainEqual(expect.objectContaining({ field: one.field, rule: one.rule }));
      expect(violations.map((violation) => violation.field)).not.toContain('id');
    });

    test(`is never laxer than the decoder: ${one.name}`, () => {
      for (const before of one.released) {
        for (const [reader, writer] of [
          [one.next, before],
          [before, one.next],
        ] as const) {
          const ours = incompatibilities(parseRecord(reader), parseRecord(writer));
          if (ours.length === 0) expect(decoderRefusal(reader, writer)).toBeUndefined();
        }
      }
    });
  }

  test('names event, field, rule and the direction', () => {
    const before = { type: 'record', name: 'orpheus.samples.Sample', fields: [{ name: 'a', type: 'int' }] };
    const after = { ...before, fields: [{ name: 'a', type: 'long' }] };
    expect(fullTransitive(versionOf(after), released([before])).map(describeViolation)).toEqual([
      'orpheus.samples.Sample, field a, rule type-changed: readers of version 1 meet the new schema: long as written cannot be read as int',
    ]);
  });

  test('what only the decoder refuses is refused too', () => {
    const before = { type: 'record', name: 'orpheus.samples.Sample', fields: [{ name: 'a', type: 'int' }] };
    const after = {
      ...before,
      fields: [
        { name: 'a', type: 'int' },
        { name: 'b', type: 'int', default: 'not a number' },
      ],
    };
    const [violation] = fullTransitive(versionOf(after), released([before]));
    expect(violation).toMatchObject({ rule: 'decoder-refuses', field: '' });
  });

  test('records that contain themselves are compared once', () => {
    const tree = {
      type: 'record',
      name: 'orpheus.samples.Tree',
      fields: [{ name: 'children', type: { type: 'array', items: 'Tree' } }],
    };
    expect(fullTransitive(versionOf(tree), released([tree]))).toEqual([]);
  });
});
