import { movementsOf } from './movements.ts';
import type { IgnoredBecause, Reservation, ReservationCommand, ReservationEvent } from './reservation.ts';
import { decide, evolve } from './reservation.ts';
import type { Levels, Movement, StockLevel } from './stock-level.ts';
import { applyMovement } from './stock-level.ts';

/** A command for one order. `source` is whatever the caller wants back with the step that it led to. */
export interface OrderCommand<Source> {
  readonly orderId: string;
  readonly command: ReservationCommand;
  readonly source: Source;
}

/** What one command did, in the order of the commands. */
export interface Step<Source> {
  readonly orderId: string;
  readonly source: Source;
  readonly outcome: ReservationEvent['type'] | IgnoredBecause;
  readonly event: ReservationEvent | undefined;
  readonly movements: readonly Movement[];
}

/** What a batch of commands did together. */
export interface Settlement<Source> {
  readonly steps: readonly Step<Source>[];
  /** The reservations that changed, as they are now. */
  readonly reservations: ReadonlyMap<string, Reservation>;
  /** The levels of every product that was touched, as they are now. */
  readonly levels: Levels;
}

/**
 * Decides many orders' commands one after the other against the same stock: what one order takes is gone for the next, and
 * what one gives back the next may take.
 */
export function settle<Source>(
  commands: readonly OrderCommand<Source>[],
  reservations: ReadonlyMap<string, Reservation>,
  levels: Levels,
): Settlement<Source> {
  const currentLevels = new Map<string, StockLevel>(levels);
  const changedReservations = new Map<string, Reservation>();
  const touchedLevels = new Map<string, StockLevel>();
  const steps = commands.map(({ orderId, command, source }): Step<Source> => {
    const reservation = changedReservations.get(orderId) ?? reservations.get(orderId) ?? { status: 'NONE' };
    const decision = decide(reservation, command, currentLevels);
    if (decision.event === undefined) {
      return { orderId, source, outcome: decision.ignored, event: undefined, movements: [] };
    }
    const { event } = decision;
    const movements = movementsOf(event);
    for (const movement of movements) {
      const level = applyMovement(levelOf(currentLevels, movement.productId), movement);
      currentLevels.set(movement.productId, level);
      touchedLevels.set(movement.productId, level);
    }
    changedReservations.set(orderId, evolve(event));
    return { orderId, source, outcome: event.type, event, movements };
  });
  return { steps, reservations: changedReservations, levels: touchedLevels };
}

/** Stock that a reservation holds or gives back belongs to a product that was not loaded with it. */
export class MissingLevelError extends Error {
  override readonly name = 'MissingLevelError';
}

function levelOf(levels: Levels, productId: string): StockLevel {
  const level = levels.get(productId);
  if (level === undefined) throw new MissingLevelError(`no level of product ${productId}`);
  return level;
}
