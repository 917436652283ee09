import type { ReceivedOf } from '@orpheus/platform/events';
import type { events } from '@orpheus/schemas';
import type { OrderInput } from '../domain/order.ts';

export type PaymentEvent = ReceivedOf<
  (typeof events)['paymentPending' | 'paymentConfirmed' | 'paymentFailed' | 'paymentRefunded']
>;

/** What an event of payments tells the order. */
export function onPaymentEvent(event: PaymentEvent): OrderInput {
  switch (event.type) {
    case 'payment.pending':
    case 'payment.confirmed':
      return { type: event.type };
    case 'payment.failed':
      return { type: event.type, reason: event.payload.reason };
    case 'payment.refunded':
      return { type: event.type, refunded: event.payload.amount, inFull: event.payload.inFull };
  }
}
