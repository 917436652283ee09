import type { Shortage, StockLine } from './lines.ts';
import type { Levels } from './stock-level.ts';
import { availableOf } from './stock-level.ts';

export type RejectionReason = 'OUT_OF_STOCK' | 'PRODUCT_NOT_FOUND';

/** An order's reservation. `NONE`: the order was never seen. RELEASED, PUT_BACK and CANCELLED all remember its cancellation. */
export type Reservation =
  | { readonly status: 'NONE' }
  | { readonly status: 'RESERVED'; readonly lines: readonly StockLine[]; readonly expiresAt: Date }
  | {
      readonly status: 'REJECTED';
      readonly reason: RejectionReason;
      readonly shortages: readonly Shortage[];
    }
  | { readonly status: 'COMMITTED'; readonly lines: readonly StockLine[] }
  | { readonly status: 'EXPIRED'; readonly lines: readonly StockLine[] }
  | {
      readonly status: 'COMMIT_FAILED';
      readonly lines: readonly StockLine[];
      readonly reason: RejectionReason;
      readonly shortages: readonly Shortage[];
    }
  | { readonly status: 'RELEASED'; readonly lines: readonly StockLine[] }
  | { readonly status: 'PUT_BACK'; readonly lines: readonly StockLine[] }
  | { readonly status: 'CANCELLED'; readonly lines: readonly StockLine[] };

export type ReservationStatus = Reservation['status'];

export type ReservationCommand =
  | { readonly type: 'RESERVE'; readonly lines: readonly StockLine[]; readonly expiresAt: Date }
  | { readonly type: 'COMMIT' }
  | { readonly type: 'CANCEL' }
  | { readonly type: 'EXPIRE'; readonly now: Date };

/** All are published but CANCEL_NOTED, which only remembers. */
export type ReservationEvent =
  | { readonly type: 'RESERVED'; readonly lines: readonly StockLine[]; readonly expiresAt: Date }
  | {
      readonly type: 'REJECTED';
      readonly reason: RejectionReason;
      readonly shortages: readonly Shortage[];
    }
  /** `afresh`: the hold had expired, so the stock was taken from what was available. */
  | { readonly type: 'COMMITTED'; readonly lines: readonly StockLine[]; readonly afresh: boolean }
  | {
      readonly type: 'COMMIT_FAILED';
      readonly lines: readonly StockLine[];
      readonly reason: RejectionReason;
      readonly shortages: readonly Shortage[];
    }
  | { readonly type: 'RELEASED'; readonly lines: readonly StockLine[] }
  | { readonly type: 'PUT_BACK'; readonly lines: readonly StockLine[] }
  | { readonly type: 'EXPIRED'; readonly lines: readonly StockLine[] }
  | { readonly type: 'CANCEL_NOTED'; readonly lines: readonly StockLine[] };

/** Why a command changed nothing. */
export type IgnoredBecause =
  | 'ALREADY_DECIDED'
  | 'ALREADY_CANCELLED'
  | 'ALREADY_COMMITTED'
  | 'ALREADY_FAILED'
  | 'ORDER_UNKNOWN'
  | 'ORDER_REJECTED'
  | 'NOT_HELD'
  | 'NOT_DUE';

/** What a command leads to: an event, or the name of the reason why nothing happened. */
export type Decision =
  | { readonly event: ReservationEvent }
  | { readonly event: undefined; readonly ignored: IgnoredBecause };

/** Decides a command against the reservation and the stock as they are at this moment. */
export function decide(reservation: Reservation, command: ReservationCommand, levels: Levels): Decision {
  switch (command.type) {
    case 'RESERVE':
      return reserve(reservation, command.lines, command.expiresAt, levels);
    case 'COMMIT':
      return commit(reservation, levels);
    case 'CANCEL':
      return cancel(reservation);
    case 'EXPIRE':
      return expire(reservation, command.now);
  }
}

function ignored(because: IgnoredBecause): Decision {
  return { event: undefined, ignored: because };
}

function reserve(
  reservation: Reservation,
  lines: readonly StockLine[],
  expiresAt: Date,
  levels: Levels,
): Decision {
  switch (reservation.status) {
    case 'NONE': {
      const refusal = refusalOf(lines, levels);
      return refusal === undefined
        ? { event: { type: 'RESERVED', lines, expiresAt } }
        : { event: { type: 'REJECTED', ...refusal } };
    }
    case 'CANCELLED':
      return ignored('ALREADY_CANCELLED');
    case 'RESERVED':
    case 'REJECTED':
    case 'COMMITTED':
    case 'EXPIRED':
    case 'COMMIT_FAILED':
    case 'RELEASED':
    case 'PUT_BACK':
      return ignored('ALREADY_DECIDED');
  }
}

function commit(reservation: Reservation, levels: Levels): Decision {
  switch (reservation.status) {
    case 'RESERVED':
      return { event: { type: 'COMMITTED', lines: reservation.lines, afresh: false } };
    case 'EXPIRED': {
      const { lines } = reservation;
      const refusal = refusalOf(lines, levels);
      if (refusal !== undefined) return { event: { type: 'COMMIT_FAILED', lines, ...refusal } };
      return { event: { type: 'COMMITTED', lines, afresh: true } };
    }
    case 'NONE':
      return ignored('ORDER_UNKNOWN');
    case 'REJECTED':
      return ignored('ORDER_REJECTED');
    case 'COMMITTED':
      return ignored('ALREADY_COMMITTED');
    case 'COMMIT_FAILED':
      return ignored('ALREADY_FAILED');
    case 'RELEASED':
    case 'PUT_BACK':
    case 'CANCELLED':
      return ignored('ALREADY_CANCELLED');
  }
}

function cancel(reservation: Reservation): Decision {
  switch (reservation.status) {
    case 'RESERVED':
      return { event: { type: 'RELEASED', lines: reservation.lines } };
    case 'COMMITTED':
      return { event: { type: 'PUT_BACK', lines: reservation.lines } };
    case 'NONE':
    case 'REJECTED':
      return { event: { type: 'CANCEL_NOTED', lines: [] } };
    case 'EXPIRED':
    case 'COMMIT_FAILED':
      return { event: { type: 'CANCEL_NOTED', lines: reservation.lines } };
    case 'RELEASED':
    case 'PUT_BACK':
    case 'CANCELLED':
      return ignored('ALREADY_CANCELLED');
  }
}

function expire(reservation: Reservation, now: Date): Decision {
  if (reservation.status !== 'RESERVED') return ignored('NOT_HELD');
  if (reservation.expiresAt > now) return ignored('NOT_DUE');
  return { event: { type: 'EXPIRED', lines: reservation.lines } };
}

/** All lines or none: names the lines that stand in the way, unknown products before missing stock. */
function refusalOf(
  lines: readonly StockLine[],
  levels: Levels,
): { readonly reason: RejectionReason; readonly shortages: readonly Shortage[] } | undefined {
  const unknown: Shortage[] = [];
  const short: Shortage[] = [];
  for (const { productId, quantity } of lines) {
    const level = levels.get(productId);
    if (level === undefined) unknown.push({ productId, requested: quantity, available: 0 });
    else if (availableOf(level) < quantity) {
      short.push({ productId, requested: quantity, available: availableOf(level) });
    }
  }
  if (unknown.length > 0) return { reason: 'PRODUCT_NOT_FOUND', shortages: unknown };
  if (short.length > 0) return { reason: 'OUT_OF_STOCK', shortages: short };
  return undefined;
}

/** The reservation after an event. */
export function evolve(event: ReservationEvent): Reservation {
  switch (event.type) {
    case 'RESERVED':
      return { status: 'RESERVED', lines: event.lines, expiresAt: event.expiresAt };
    case 'REJECTED':
      return { status: 'REJECTED', reason: event.reason, shortages: event.shortages };
    case 'COMMITTED':
      return { status: 'COMMITTED', lines: event.lines };
    case 'COMMIT_FAILED':
      return {
        status: 'COMMIT_FAILED',
        lines: event.lines,
        reason: event.reason,
        shortages: event.shortages,
      };
    case 'RELEASED':
      return { status: 'RELEASED', lines: event.lines };
    case 'PUT_BACK':
      return { status: 'PUT_BACK', lines: event.lines };
    case 'EXPIRED':
      return { status: 'EXPIRED', lines: event.lines };
    case 'CANCEL_NOTED':
      return { status: 'CANCELLED', lines: event.lines };
  }
}
