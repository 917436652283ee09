import { describe, expect, test } from '@jest/globals';
import type {
  Decision,
  Reservation,
  ReservationCommand,
  ReservationEvent,
  ReservationStatus,
} from './reservation.ts';
import { decide, evolve } from './reservation.ts';
import type { StockLevel } from './stock-level.ts';

const lines = [{ productId: 'a', quantity: 2 }];
const expiresAt = new Date('2026-03-01T12:15:00Z');
const shortages = [{ productId: 'a', requested: 2, available: 1 }];

const states: { readonly [Status in ReservationStatus]: Extract<Reservation, { status: Status }> } = {
  NONE: { status: 'NONE' },
  RESERVED: { status: 'RESERVED', lines, expiresAt },
  REJECTED: { status: 'REJECTED', reason: 'OUT_OF_STOCK', shortages },
  COMMITTED: { status: 'COMMITTED', lines },
  EXPIRED: { status: 'EXPIRED', lines },
  COMMIT_FAILED: { status: 'COMMIT_FAILED', lines, reason: 'OUT_OF_STOCK', shortages },
  RELEASED: { status: 'RELEASED', lines },
  PUT_BACK: { status: 'PUT_BACK', lines },
  CANCELLED: { status: 'CANCELLED', lines },
};

const commands: { readonly [Type in ReservationCommand['type']]: ReservationCommand } = {
  RESERVE: { type: 'RESERVE', lines, expiresAt },
  COMMIT: { type: 'COMMIT' },
  CANCEL: { type: 'CANCEL' },
  EXPIRE: { type: 'EXPIRE', now: new Date(expiresAt.getTime() + 1) },
};

function levels(...each: readonly StockLevel[]): Map<string, StockLevel> {
  return new Map(each.map((level) => [level.productId, level]));
}

const plenty = levels({ productId: 'a', onHand: 5, reserved: 2 });
const short = levels({ productId: 'a', onHand: 3, reserved: 2 });

function outcomeOf(decision: Decision): string {
  return decision.event === undefined ? decision.ignored : decision.event.type;
}

describe('every command in every state', () => {
  const table: readonly [ReservationStatus, ReservationCommand['type'], string][] = [
    ['NONE', 'RESERVE', 'RESERVED'],
    ['RESERVED', 'RESERVE', 'ALREADY_DECIDED'],
    ['REJECTED', 'RESERVE', 'ALREADY_DECIDED'],
    ['COMMITTED', 'RESERVE', 'ALREADY_DECIDED'],
    ['EXPIRED', 'RESERVE', 'ALREADY_DECIDED'],
    ['COMMIT_FAILED', 'RESERVE', 'ALREADY_DECIDED'],
    ['RELEASED', 'RESERVE', 'ALREADY_DECIDED'],
    ['PUT_BACK', 'RESERVE', 'ALREADY_DECIDED'],
    ['CANCELLED', 'RESERVE', 'ALREADY_CANCELLED'],
    ['NONE', 'COMMIT', 'ORDER_UNKNOWN'],
    ['RESERVED', 'COMMIT', 'COMMITTED'],
    ['REJECTED', 'COMMIT', 'ORDER_REJECTED'],
    ['COMMITTED', 'COMMIT', 'ALREADY_COMMITTED'],
    ['EXPIRED', 'COMMIT', 'COMMITTED'],
    ['COMMIT_FAILED', 'COMMIT', 'ALREADY_FAILED'],
    ['RELEASED', 'COMMIT', 'ALREADY_CANCELLED'],
    ['PUT_BACK', 'COMMIT', 'ALREADY_CANCELLED'],
    ['CANCELLED', 'COMMIT', 'ALREADY_CANCELLED'],
    ['NONE', 'CANCEL', 'CANCEL_NOTED'],
    ['RESERVED', 'CANCEL', 'RELEASED'],
    ['REJECTED', 'CANCEL', 'CANCEL_NOTED'],
    ['COMMITTED', 'CANCEL', 'PUT_BACK'],
    ['EXPIRED', 'CANCEL', 'CANCEL_NOTED'],
    ['COMMIT_FAILED', 'CANCEL', 'CANCEL_NOTED'],
    ['RELEASED', 'CANCEL', 'ALREADY_CANCELLED'],
    ['PUT_BACK', 'CANCEL', 'ALREADY_CANCELLED'],
    ['CANCELLED', 'CANCEL', 'ALREADY_CANCELLED'],
    ['NONE', 'EXPIRE', 'NOT_HELD'],
    ['RESERVED', 'EXPIRE', 'EXPIRED'],
    ['REJECTED', 'EXPIRE', 'NOT_HELD'],
    ['COMMITTED', 'EXPIRE', 'NOT_HELD'],
    ['EXPIRED', 'EXPIRE', 'NOT_HELD'],
    ['COMMIT_FAILED', 'EXPIRE', 'NOT_HELD'],
    ['RELEASED', 'EXPIRE', 'NOT_HELD'],
    ['PUT_BACK', 'EXPIRE', 'NOT_HELD'],
    ['CANCELLED', 'EXPIRE', 'NOT_HELD'],
  ];

  test.each(table)('%s, %s: %s', (status, type, outcome) => {
    expect(outcomeOf(decide(states[status], commands[type], plenty))).toBe(outcome);
  });

  test('the table leaves none out', () => {
    expect(new Set(table.map(([status, type]) => `${status} ${type}`)).size).toBe(
      Object.keys(states).length * Object.keys(commands).length,
    );
  });
});

describe('reserving', () => {
  test('takes the last unit', () => {
    const exact = levels({ productId: 'a', onHand: 4, reserved: 2 });
    expect(outcomeOf(decide(states.NONE, commands.RESERVE, exact))).toBe('RESERVED');
  });

  test('names each line that is short, with what there is', () => {
    const command = {
      type: 'RESERVE',
      expiresAt,
      lines: [
        { productId: 'a', quantity: 2 },
        { productId: 'b', quantity: 1 },
        { productId: 'c', quantity: 9 },
      ],
    } as const;
    const stock = levels(
      { productId: 'a', onHand: 3, reserved: 2 },
      { productId: 'b', onHand: 1, reserved: 0 },
      { productId: 'c', onHand: 0, reserved: 0 },
    );
    expect(decide(states.NONE, command, stock)).toEqual({
      event: {
        type: 'REJECTED',
        reason: 'OUT_OF_STOCK',
        shortages: [
          { productId: 'a', requested: 2, available: 1 },
          { productId: 'c', requested: 9, available: 0 },
        ],
      },
    });
  });

  test('names the unknown products before missing stock', () => {
    const command = {
      type: 'RESERVE',
      expiresAt,
      lines: [
        { productId: 'a', quantity: 2 },
        { productId: 'x', quantity: 1 },
      ],
    } as const;
    expect(decide(states.NONE, command, short)).toEqual({
      event: {
        type: 'REJECTED',
        reason: 'PRODUCT_NOT_FOUND',
        shortages: [{ productId: 'x', requested: 1, available: 0 }],
      },
    });
  });
});

describe('committing after the hold expired', () => {
  test('takes the stock afresh', () => {
    expect(decide(states.EXPIRED, commands.COMMIT, plenty)).toEqual({
      event: { type: 'COMMITTED', lines, afresh: true },
    });
  });

  test('fails when the stock is gone', () => {
    expect(decide(states.EXPIRED, commands.COMMIT, short)).toEqual({
      event: { type: 'COMMIT_FAILED', lines, reason: 'OUT_OF_STOCK', shortages },
    });
  });

  test('a hold that is overdue but not yet swept still counts, whatever the stock is', () => {
    expect(decide(states.RESERVED, commands.COMMIT, short)).toEqual({
      event: { type: 'COMMITTED', lines, afresh: false },
    });
  });
});

describe('expiring', () => {
  test.each([
    ['before its time', -1, 'NOT_DUE'],
    ['on the millisecond', 0, 'EXPIRED'],
  ])('%s', (_name, offset, outcome) => {
    const at = new Date(expiresAt.getTime() + offset);
    expect(outcomeOf(decide(states.RESERVED, { type: 'EXPIRE', now: at }, plenty))).toBe(outcome);
  });
});

describe('evolving', () => {
  const events: readonly [ReservationEvent, Reservation][] = [
    [{ type: 'RESERVED', lines, expiresAt }, states.RESERVED],
    [{ type: 'REJECTED', reason: 'OUT_OF_STOCK', shortages }, states.REJECTED],
    [{ type: 'COMMITTED', lines, afresh: false }, states.COMMITTED],
    [{ type: 'COMMIT_FAILED', lines, reason: 'OUT_OF_STOCK', shortages }, states.COMMIT_FAILED],
    [{ type: 'RELEASED', lines }, states.RELEASED],
    [{ type: 'PUT_BACK', lines }, states.PUT_BACK],
    [{ type: 'EXPIRED', lines }, states.EXPIRED],
    [{ type: 'CANCEL_NOTED', lines }, states.CANCELLED],
  ];

  test.each(events)('$type', (event, state) => {
    expect(evolve(event)).toEqual(state);
  });

  test('a cancelled order stays cancelled whatever comes', () => {
    for (const status of ['RELEASED', 'PUT_BACK', 'CANCELLED'] as const) {
      for (const command of Object.values(commands)) {
        expect(decide(states[status], command, plenty).event).toBeUndefined();
      }
    }
  });
});
