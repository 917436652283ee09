import { expect, test } from '@jest/globals';
import { renderTable } from './table.ts';

test('words to the left, numbers to the right', () => {
  const table = renderTable(
    ['step', 'ms', 'count'],
    [
      ['order.created', 1.234, 1_000],
      ['confirmed', undefined, 7],
    ],
  );
  expect(table.split('\n')).toEqual([
    'step             ms  count',
    'order.created  1.23  1,000',
    'confirmed         -      7',
  ]);
});
