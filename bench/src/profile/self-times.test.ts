import { expect, test } from '@jest/globals';
import { packageOf, selfTimes } from './self-times.ts';

const frame = (id: number, functionName: string, url: string) => ({
  id,
  callFrame: { functionName, url, lineNumber: 9 },
});

test('time is counted where it was spent, and waiting is not', () => {
  const { functions, packages } = selfTimes({
    nodes: [
      frame(1, '(idle)', ''),
      frame(2, 'parse', 'file:///x/node_modules/pg/lib/a.js'),
      frame(3, 'read', 'file:///x/node_modules/pg/lib/b.js'),
      frame(4, 'decide', 'file:///x/services/orders/src/domain/order.ts'),
    ],
    samples: [1, 2, 3, 4, 2],
    timeDeltas: [90_000, 1_000, 2_000, 4_000, 8_000],
  });
  expect(functions[0]).toEqual({ what: 'parse  pg:lib/a.js:10', milliseconds: 9 });
  expect(packages).toEqual([
    { what: 'pg', milliseconds: 11 },
    { what: 'services/orders/src/domain', milliseconds: 4 },
  ]);
});

test.each([
  ['file:///x/node_modules/a/node_modules/@b/c/index.js', 'f', '@b/c'],
  ['file:///x/platform/src/outbox/relay.ts', 'f', 'platform/src/outbox'],
  ['node:internal/streams/readable', 'f', 'node:internal/streams'],
  ['', '(garbage collector)', 'garbage collector'],
  ['', 'writev', 'runtime'],
])('%s, %s is of %s', (url, name, expected) => {
  expect(packageOf(url, name)).toBe(expected);
});
