import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sumLines } from './lines.ts';
import type { Reservation, ReservationCommand } from './reservation.ts';
import type { OrderCommand } from './settlement.ts';
import { MissingLevelError, settle } from './settlement.ts';
import type { Levels, Movement, StockLevel } from './stock-level.ts';

const expiresAt = new Date(1000);

function reserve(orderId: string, lines: Record<string, number>): OrderCommand<undefined> {
  const wanted = Object.entries(lines).map(([productId, quantity]) => ({ productId, quantity }));
  return { orderId, command: { type: 'RESERVE', lines: sumLines(wanted), expiresAt }, source: undefined };
}

function stock(onHand: Record<string, number>): Map<string, StockLevel> {
  return new Map(
    Object.entries(onHand).map(([productId, each]) => [productId, { productId, onHand: each, reserved: 0 }]),
  );
}

describe('settling a batch', () => {
  test('what one order takes is gone for the next: a hundred want one unit, one gets it', () => {
    const commands = Array.from({ length: 100 }, (_, index) => reserve(`o${index}`, { a: 1 }));
    const { steps, levels } = settle(commands, new Map(), stock({ a: 1 }));
    expect(steps.map((step) => step.outcome)).toEqual(['RESERVED', ...Array(99).fill('REJECTED')]);
    expect(levels.get('a')).toEqual({ productId: 'a', onHand: 1, reserved: 1 });
  });

  test('what one order gives back the next may take', () => {
    const commands: OrderCommand<undefined>[] = [
      reserve('o1', { a: 1 }),
      reserve('o2', { a: 1 }),
      { orderId: 'o1', command: { type: 'CANCEL' }, source: undefined },
      reserve('o3', { a: 1 }),
    ];
    const { steps } = settle(commands, new Map(), stock({ a: 1 }));
    expect(steps.map((step) => step.outcome)).toEqual(['RESERVED', 'REJECTED', 'RELEASED', 'RESERVED']);
  });

  test('takes all lines or none', () => {
    const { levels, steps } = settle([reserve('o1', { a: 1, b: 2 })], new Map(), stock({ a: 5, b: 1 }));
    expect(steps[0]?.outcome).toBe('REJECTED');
    expect(levels.size).toBe(0);
  });

  test('a hold of a product whose level was not loaded is a fault of the caller', () => {
    const held: Reservation = { status: 'RESERVED', lines: [{ productId: 'a', quantity: 1 }], expiresAt };
    const cancel: OrderCommand<undefined> = { orderId: 'o', command: { type: 'CANCEL' }, source: undefined };
    expect(() => settle([cancel], new Map([['o', held]]), new Map())).toThrow(MissingLevelError);
  });
});

const products = ['a', 'b', 'c'] as const;
const orders = ['o1', 'o2', 'o3', 'o4', 'o5', 'o6'] as const;
const onHand = { a: 4, b: 7, c: 0 };

const anyCommand: fc.Arbitrary<ReservationCommand> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .array(
        fc.record({ productId: fc.constantFrom(...products), quantity: fc.integer({ min: 1, max: 3 }) }),
        {
          minLength: 1,
          maxLength: 4,
        },
      )
      .map((lines) => ({ type: 'RESERVE' as const, lines: sumLines(lines), expiresAt })),
  },
  { weight: 2, arbitrary: fc.constant({ type: 'COMMIT' as const }) },
  { weight: 1, arbitrary: fc.constant({ type: 'CANCEL' as const }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(999, 1000).map((at) => ({ type: 'EXPIRE' as const, now: new Date(at) })),
  },
);

const anyCommands = fc.array(
  fc.record({ orderId: fc.constantFrom(...orders), command: anyCommand, source: fc.constant(undefined) }),
  { maxLength: 60 },
);

interface World {
  readonly reservations: ReadonlyMap<string, Reservation>;
  readonly levels: Levels;
  readonly movements: readonly Movement[];
}

function advance(world: World, commands: readonly OrderCommand<undefined>[]): World {
  const settled = settle(commands, world.reservations, world.levels);
  return {
    reservations: new Map([...world.reservations, ...settled.reservations]),
    levels: new Map([...world.levels, ...settled.levels]),
    movements: [...world.movements, ...settled.steps.flatMap((step) => step.movements)],
  };
}

const start: World = { reservations: new Map(), levels: stock(onHand), movements: [] };

function quantityIn(world: World, status: Reservation['status'], productId: string): number {
  let sum = 0;
  for (const reservation of world.reservations.values()) {
    if (reservation.status !== status || !('lines' in reservation)) continue;
    for (const line of reservation.lines) if (line.productId === productId) sum += line.quantity;
  }
  return sum;
}

function sumOf(world: World, productId: string, field: 'onHandDelta' | 'reservedDelta'): number {
  return world.movements
    .filter((movement) => movement.productId === productId)
    .reduce((sum, movement) => sum + movement[field], 0);
}

describe('whatever the interleaving', () => {
  test('after every command on hand >= reserved >= 0, and reserved is the sum of the live holds', () => {
    fc.assert(
      fc.property(anyCommands, (commands) => {
        let world = start;
        for (const command of commands) {
          world = advance(world, [command]);
          for (const productId of products) {
            const level = world.levels.get(productId)!;
            expect(level.reserved).toBeGreaterThanOrEqual(0);
            expect(level.onHand).toBeGreaterThanOrEqual(level.reserved);
            expect(level.reserved).toBe(quantityIn(world, 'RESERVED', productId));
          }
        }
      }),
    );
  });

  test('nothing appears or vanishes: what is on hand and what was sold is what there was', () => {
    fc.assert(
      fc.property(anyCommands, (commands) => {
        const world = advance(start, commands);
        for (const productId of products) {
          const level = world.levels.get(productId)!;
          expect(level.onHand + quantityIn(world, 'COMMITTED', productId)).toBe(onHand[productId]);
        }
      }),
    );
  });

  test('the ledger adds up to the level', () => {
    fc.assert(
      fc.property(anyCommands, (commands) => {
        const world = advance(start, commands);
        for (const productId of products) {
          expect(onHand[productId] + sumOf(world, productId, 'onHandDelta')).toBe(
            world.levels.get(productId)!.onHand,
          );
          expect(sumOf(world, productId, 'reservedDelta')).toBe(world.levels.get(productId)!.reserved);
        }
      }),
    );
  });

  test('it makes no difference how the commands are cut into batches', () => {
    fc.assert(
      fc.property(anyCommands, fc.array(fc.nat(60), { maxLength: 6 }), (commands, cuts) => {
        const bounds = [0, ...cuts.toSorted((x, y) => x - y), commands.length];
        let world = start;
        bounds.forEach((from, index) => {
          world = advance(world, commands.slice(from, Math.max(from, bounds[index + 1] ?? commands.length)));
        });
        expect(world).toEqual(advance(start, commands));
      }),
    );
  });

  test('a cancelled order holds and owns nothing, whatever comes after', () => {
    fc.assert(
      fc.property(anyCommands, anyCommands, fc.constantFrom(...orders), (before, after, orderId) => {
        const cancel: OrderCommand<undefined> = { orderId, command: { type: 'CANCEL' }, source: undefined };
        const status = advance(start, [...before, cancel, ...after]).reservations.get(orderId)?.status;
        expect(['RELEASED', 'PUT_BACK', 'CANCELLED']).toContain(status);
      }),
    );
  });
});
