import type { Database } from '@orpheus/platform/db';
import type { Clock, ReservationStore } from './ports.ts';
import type { CausedCommand, SettleOrders } from './settle-orders.ts';

export interface ExpireReservationsParts {
  readonly db: Database;
  readonly reservations: ReservationStore;
  readonly settleOrders: SettleOrders;
  readonly clock: Clock;
  /** The most holds that one transaction ends. */
  readonly batchSize: number;
}

/** Ends the holds that are due, at most one batch of them, and returns how many; call again while it is a full batch. */
export function createExpireReservations(parts: ExpireReservationsParts): () => Promise<number> {
  return () =>
    parts.db.transaction(async (tx) => {
      const now = parts.clock.now();
      const due = await parts.reservations.lockDue(tx, now, parts.batchSize);
      if (due.size === 0) return 0;
      const commands = [...due.keys()].map((orderId): CausedCommand => {
        // No message caused this but the passing of time.
        const source = { causationId: `reservation-expiry:${orderId}`, correlationId: orderId };
        return { orderId, command: { type: 'EXPIRE', now }, source };
      });
      await parts.settleOrders(tx, commands, due);
      return due.size;
    });
}
