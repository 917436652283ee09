import type { ReceivedOf } from '@orpheus/platform/events';
import type { events } from '@orpheus/schemas';
import type { OrderInput } from '../domain/order.ts';

export type StockEvent = ReceivedOf<
  (typeof events)['stockReserved' | 'stockRejected' | 'stockCommitted' | 'stockExpired' | 'stockCommitFailed']
>;

/** What an event of inventory tells the order. */
export function onStockEvent(event: StockEvent): OrderInput {
  switch (event.type) {
    case 'stock.rejected':
      return { type: event.type, reason: event.payload.reason, lines: event.payload.lines };
    case 'stock.reserved':
    case 'stock.committed':
    case 'stock.expired':
    case 'stock.commit_failed':
      return { type: event.type };
  }
}
