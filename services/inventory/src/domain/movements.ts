import type { StockLine } from './lines.ts';
import type { ReservationEvent } from './reservation.ts';
import type { Movement } from './stock-level.ts';

/** What an event of a reservation does to the stock of its products. */
export function movementsOf(event: ReservationEvent): readonly Movement[] {
  switch (event.type) {
    case 'RESERVED':
      return event.lines.map(reserved);
    case 'COMMITTED':
      return event.afresh
        ? [...event.lines.map(reserved), ...event.lines.map(committed)]
        : event.lines.map(committed);
    case 'RELEASED':
    case 'EXPIRED':
      return event.lines.map(({ productId, quantity }) => ({
        productId,
        kind: event.type,
        onHandDelta: 0,
        reservedDelta: -quantity,
      }));
    case 'PUT_BACK':
      return event.lines.map(({ productId, quantity }) => ({
        productId,
        kind: event.type,
        onHandDelta: quantity,
        reservedDelta: 0,
      }));
    case 'REJECTED':
    case 'COMMIT_FAILED':
    case 'CANCEL_NOTED':
      return [];
  }
}

function reserved({ productId, quantity }: StockLine): Movement {
  return { productId, kind: 'RESERVED', onHandDelta: 0, reservedDelta: quantity };
}

function committed({ productId, quantity }: StockLine): Movement {
  return { productId, kind: 'COMMITTED', onHandDelta: -quantity, reservedDelta: -quantity };
}
