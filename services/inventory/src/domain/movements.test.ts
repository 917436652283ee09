import { describe, expect, test } from '@jest/globals';
import { movementsOf } from './movements.ts';
import type { ReservationEvent } from './reservation.ts';

const lines = [
  { productId: 'a', quantity: 2 },
  { productId: 'b', quantity: 1 },
];
const refusal = { reason: 'OUT_OF_STOCK', shortages: [] } as const;

describe('what an event does to the stock', () => {
  const cases: readonly [
    ReservationEvent,
    readonly (readonly [kind: string, onHand: number, reserved: number])[],
  ][] = [
    [{ type: 'RESERVED', lines, expiresAt: new Date(0) }, [['RESERVED', 0, 1]]],
    [{ type: 'COMMITTED', lines, afresh: false }, [['COMMITTED', -1, -1]]],
    [
      { type: 'COMMITTED', lines, afresh: true },
      [
        ['RESERVED', 0, 1],
        ['COMMITTED', -1, -1],
      ],
    ],
    [{ type: 'RELEASED', lines }, [['RELEASED', 0, -1]]],
    [{ type: 'EXPIRED', lines }, [['EXPIRED', 0, -1]]],
    [{ type: 'PUT_BACK', lines }, [['PUT_BACK', 1, 0]]],
    [{ type: 'REJECTED', ...refusal }, []],
    [{ type: 'COMMIT_FAILED', lines, ...refusal }, []],
    [{ type: 'CANCEL_NOTED', lines }, []],
  ];

  test.each(cases)('$type', (event, moves) => {
    expect(movementsOf(event)).toEqual(
      moves.flatMap(([kind, onHand, reserved]) =>
        lines.map(({ productId, quantity }) => ({
          productId,
          kind,
          onHandDelta: onHand === 0 ? 0 : onHand * quantity,
          reservedDelta: reserved === 0 ? 0 : reserved * quantity,
        })),
      ),
    );
  });
});
