import { describe, expect, test } from '@jest/globals';
import type { ReservationEvent } from '../domain/reservation.ts';
import { publicEventOf, stockLevelEvent } from './stock-events.ts';

const lines = [{ productId: 'p', quantity: 2 }];
const shortages = [{ productId: 'p', requested: 2, available: 1 }];
const refusal = { reason: 'OUT_OF_STOCK', shortages } as const;
const cause = { causationId: 'c', correlationId: 'o' };

describe('the public event of a reservation event', () => {
  const cases: readonly [ReservationEvent, string, object][] = [
    [{ type: 'RESERVED', lines, expiresAt: new Date(5) }, 'stock.reserved', { lines, expiresAt: 5 }],
    [{ type: 'REJECTED', ...refusal }, 'stock.rejected', { reason: 'OUT_OF_STOCK', lines: shortages }],
    [{ type: 'COMMITTED', lines, afresh: true }, 'stock.committed', { lines }],
    [
      { type: 'COMMIT_FAILED', lines, ...refusal },
      'stock.commit_failed',
      { reason: 'OUT_OF_STOCK', lines: shortages },
    ],
    [{ type: 'RELEASED', lines }, 'stock.released', { putBack: false, lines }],
    [{ type: 'PUT_BACK', lines }, 'stock.released', { putBack: true, lines }],
    [{ type: 'EXPIRED', lines }, 'stock.expired', { lines }],
  ];

  test.each(cases)('$type', (event, type, fields) => {
    const published = publicEventOf('o', 3, event, cause);
    expect(published?.definition.type).toBe(type);
    expect(published).toMatchObject({ key: 'o', version: 3, cause });
    expect(published?.payload).toEqual({ orderId: 'o', version: 3, ...fields });
  });

  test('a cancellation that is only remembered has none', () => {
    expect(publicEventOf('o', 3, { type: 'CANCEL_NOTED', lines }, cause)).toBeUndefined();
  });
});

test('a level is published whole', () => {
  const event = stockLevelEvent({ state: { productId: 'p', onHand: 5, reserved: 2 }, version: 7 }, cause);
  expect(event).toMatchObject({ key: 'p', version: 7 });
  expect(event.payload).toEqual({ productId: 'p', version: 7, onHand: 5, reserved: 2, available: 3 });
});
