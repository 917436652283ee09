import type { Cause, EventDefinition, NewEvent } from '@orpheus/platform/events';
import { events } from '@orpheus/schemas';
import type { ReservationEvent } from '../domain/reservation.ts';
import type { StockLevel } from '../domain/stock-level.ts';
import { availableOf } from '../domain/stock-level.ts';
import type { Versioned } from './ports.ts';

/** The public event of a reservation's event; the one that only remembers has none. */
export function publicEventOf(
  orderId: string,
  version: number,
  event: ReservationEvent,
  cause: Cause,
): NewEvent | undefined {
  const facts = { key: orderId, version, cause };
  switch (event.type) {
    case 'RESERVED': {
      const payload = { orderId, version, lines: event.lines, expiresAt: event.expiresAt.getTime() };
      return typed({ definition: events.stockReserved, ...facts, payload });
    }
    case 'REJECTED': {
      const payload = { orderId, version, reason: event.reason, lines: event.shortages };
      return typed({ definition: events.stockRejected, ...facts, payload });
    }
    case 'COMMITTED':
      return typed({
        definition: events.stockCommitted,
        ...facts,
        payload: { orderId, version, lines: event.lines },
      });
    case 'COMMIT_FAILED': {
      const payload = { orderId, version, reason: event.reason, lines: event.shortages };
      return typed({ definition: events.stockCommitFailed, ...facts, payload });
    }
    case 'RELEASED':
    case 'PUT_BACK': {
      const payload = { orderId, version, putBack: event.type === 'PUT_BACK', lines: event.lines };
      return typed({ definition: events.stockReleased, ...facts, payload });
    }
    case 'EXPIRED':
      return typed({
        definition: events.stockExpired,
        ...facts,
        payload: { orderId, version, lines: event.lines },
      });
    case 'CANCEL_NOTED':
      return undefined;
  }
}

/** The full state of a level, as `stock-levels` carries it. */
export function stockLevelEvent({ state, version }: Versioned<StockLevel>, cause: Cause): NewEvent {
  const { productId, onHand, reserved } = state;
  const payload = { productId, version, onHand, reserved, available: availableOf(state) };
  return typed({ definition: events.stockLevel, key: productId, version, payload, cause });
}

/** Lets the compiler compare the payload with its definition before the event joins others of all types. */
function typed<D extends EventDefinition>(event: NewEvent<D>): NewEvent {
  return event;
}
