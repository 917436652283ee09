import { describe, expect, test } from '@jest/globals';
import {
  adjust,
  applyMovement,
  availableOf,
  maximumOnHand,
  replenish,
  StockInvariantError,
} from './stock-level.ts';

const level = { productId: 'a', onHand: 10, reserved: 4 };

describe('a stock level', () => {
  test('has available what is not reserved', () => {
    expect(availableOf(level)).toBe(6);
  });

  test('is replenished with a movement of the same size', () => {
    expect(replenish(level, 5, 'SOLD')).toEqual({
      outcome: 'CHANGED',
      level: { productId: 'a', onHand: 15, reserved: 4 },
      movement: { productId: 'a', kind: 'REPLENISHED', onHandDelta: 5, reservedDelta: 0 },
    });
  });

  test('takes no goods of a product that is no longer sold', () => {
    expect(replenish(level, 5, 'RETIRED')).toEqual({ outcome: 'NOT_REPLENISHABLE', level });
  });

  test('is adjusted down to what is reserved, and no further', () => {
    expect(adjust(level, -6)).toEqual({
      outcome: 'CHANGED',
      level: { productId: 'a', onHand: 4, reserved: 4 },
      movement: { productId: 'a', kind: 'ADJUSTED', onHandDelta: -6, reservedDelta: 0 },
    });
    expect(adjust(level, -7)).toEqual({ outcome: 'UNDER_RESERVED', level });
  });

  test('never goes above the maximum', () => {
    expect(adjust(level, maximumOnHand - 10).outcome).toBe('CHANGED');
    expect(replenish(level, maximumOnHand - 9, 'SOLD')).toEqual({ outcome: 'ABOVE_MAXIMUM', level });
  });

  test.each([
    { name: 'more reserved than on hand', onHandDelta: 0, reservedDelta: 7 },
    { name: 'less on hand than reserved', onHandDelta: -7, reservedDelta: 0 },
    { name: 'less than nothing reserved', onHandDelta: 0, reservedDelta: -5 },
  ])('refuses a movement to $name', ({ onHandDelta, reservedDelta }) => {
    const movement = { productId: 'a', kind: 'RESERVED', onHandDelta, reservedDelta } as const;
    expect(() => applyMovement(level, movement)).toThrow(StockInvariantError);
  });
});
