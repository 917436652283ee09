import type { ReceivedOf } from '@orpheus/platform/events';
import { causeOf } from '@orpheus/platform/events';
import type { events } from '@orpheus/schemas';
import type { CausedCommand } from './settle-orders.ts';

/** An order is paid: its stock leaves the shelf, if need be taken afresh after its hold expired. */
export function onPaymentConfirmed(event: ReceivedOf<typeof events.paymentConfirmed>): CausedCommand {
  const { orderId } = event.payload;
  return { orderId, command: { type: 'COMMIT' }, source: { ...causeOf(event), correlationId: orderId } };
}
