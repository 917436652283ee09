import type { ReceivedOf } from '@orpheus/platform/events';
import { causeOf } from '@orpheus/platform/events';
import type { events } from '@orpheus/schemas';
import type { CausedCommand } from './settle-orders.ts';

/** An order is off: what it holds is released, what it bought is put back, and no payment takes stock for it any more. */
export function onOrderCancelled(event: ReceivedOf<typeof events.orderCancelled>): CausedCommand {
  const { orderId } = event.payload;
  return { orderId, command: { type: 'CANCEL' }, source: { ...causeOf(event), correlationId: orderId } };
}
