import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { decodeCursor, encodeCursor, listQuery } from './lists.ts';
import { Problem } from './problem.ts';

const query = listQuery({ status: z.enum(['A', 'B']).optional() });
const position = z.tuple([z.iso.datetime(), z.string()]);
const here: [string, string] = ['2026-01-01T00:00:00Z', 'id-1'];

const pointerOfFailure = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error.description.errors?.[0]?.pointer;
  }
  return undefined;
};

describe('limit', () => {
  test.each([
    [undefined, 20],
    ['1', 1],
    ['100', 100],
    ['101', 100],
    ['999999999', 100],
  ])('%s is %i', (given, limit) => {
    expect(query.parse(given === undefined ? {} : { limit: given }).limit).toBe(limit);
  });

  test.each(['0', '-1', '1.5', 'ten', '', '9999999999'])('%s is refused', (limit) => {
    expect(query.safeParse({ limit }).success).toBe(false);
  });
});

describe('a cursor', () => {
  const first = query.parse({ status: 'A', limit: '10' });

  test('leads on, whatever the limit', () => {
    const next = query.parse({ status: 'A', limit: '5', cursor: encodeCursor(first, here) });
    expect(decodeCursor(next, position)).toEqual(here);
    expect(decodeCursor(first, position)).toBeUndefined();
  });

  test.each([{}, { status: 'B' }])('is refused with the filters %j', (filters) => {
    const other = query.parse({ ...filters, cursor: encodeCursor(first, here) });
    expect(pointerOfFailure(() => decodeCursor(other, position))).toBe('/query/cursor');
  });

  test.each([
    'x',
    '',
    Buffer.from('[]').toString('base64url'),
    encodeCursor(first, ['yesterday', 'id-1']),
    encodeCursor(first, [here[0]]),
    encodeCursor(first, [...here, 'more']),
  ])('that is malformed is refused (%#)', (cursor) => {
    expect(pointerOfFailure(() => decodeCursor({ ...first, cursor }, position))).toBe('/query/cursor');
  });
});
