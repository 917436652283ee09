import { expect, test } from '@jest/globals';
import { childTraceparent, formatTraceparent, parseTraceparent, traceIdOf } from './trace.ts';

const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00';

test('a child keeps trace and sampling and has a span of its own', () => {
  const child = childTraceparent(parent);
  expect(child).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-00$/);
  expect(child).not.toBe(parent);
  expect(traceIdOf(child)).toBe('0af7651916cd43dd8448eb211c80319c');
});

test.each([
  undefined,
  '',
  'x',
  `${parent}-1`,
  `ff${parent.slice(2)}`,
  parent.replace(/[0-9a-f]{32}/, '0'.repeat(32)),
])('without a sound parent (%s) a new, sampled trace begins', (value) => {
  expect(parseTraceparent(value)).toBeUndefined();
  expect(childTraceparent(value)).toMatch(/^00-(?!0af7|0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-01$/);
});

test('ids do not repeat', () => {
  const spans = new Set(Array.from({ length: 5_000 }, () => childTraceparent()));
  expect(spans.size).toBe(5_000);
});

test('what is parsed is formatted the same', () => {
  const span = parseTraceparent(parent);
  expect(span && formatTraceparent(span)).toBe(parent);
});
