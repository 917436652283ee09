import { describe, expect, test } from '@jest/globals';
import { InvalidLinesError, sumLines } from './lines.ts';

describe('sumLines', () => {
  test('sums the lines of one product and sorts by product', () => {
    const lines = [
      { productId: 'b', quantity: 2 },
      { productId: 'a', quantity: 1 },
      { productId: 'b', quantity: 3 },
    ];
    expect(sumLines(lines)).toEqual([
      { productId: 'a', quantity: 1 },
      { productId: 'b', quantity: 5 },
    ]);
  });

  test.each([0, -1, 1.5, Number.NaN])('refuses a quantity of %p', (quantity) => {
    expect(() => sumLines([{ productId: 'a', quantity }])).toThrow(InvalidLinesError);
  });

  test('refuses an order without lines', () => {
    expect(() => sumLines([])).toThrow(InvalidLinesError);
  });
});
