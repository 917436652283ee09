import { expect, test } from '@jest/globals';
import { fault, within } from './fault.ts';

test('a fault is found from where one stands', () => {
  expect(within(['products', 17], fault('too low', 'prices', 0, 'amountMinor'))).toEqual({
    path: ['products', 17, 'prices', 0, 'amountMinor'],
    detail: 'too low',
  });
});
