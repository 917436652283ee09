import type { Transaction } from '@orpheus/platform/db';
import type { ReceivedOf } from '@orpheus/platform/events';
import { events } from '@orpheus/schemas';
import { onOrderCancelled } from './on-order-cancelled.ts';
import { onOrderCreated } from './on-order-created.ts';
import { onPaymentConfirmed } from './on-payment-confirmed.ts';
import type { Clock } from './ports.ts';
import type { CausedCommand, SettleOrders } from './settle-orders.ts';

/** The events that inventory reacts to. */
export const subscribedEvents = [
  events.orderCreated,
  events.orderCancelled,
  events.paymentConfirmed,
] as const;

export type SubscribedEvent = ReceivedOf<(typeof subscribedEvents)[number]>;

export interface ReactToEventsParts {
  readonly settleOrders: SettleOrders;
  readonly clock: Clock;
  readonly reservationTtlMs: number;
}

/** Handles a batch of events of all subscribed types together, in their order. */
export function createReactToEvents({
  settleOrders,
  clock,
  reservationTtlMs,
}: ReactToEventsParts): (tx: Transaction, batch: readonly SubscribedEvent[]) => Promise<void> {
  return async (tx, batch) => {
    const now = clock.now();
    await settleOrders(
      tx,
      batch.map((event) => commandOf(event, now, reservationTtlMs)),
    );
  };
}

function commandOf(event: SubscribedEvent, now: Date, reservationTtlMs: number): CausedCommand {
  switch (event.type) {
    case 'order.created':
      return onOrderCreated(event, now, reservationTtlMs);
    case 'order.cancelled':
      return onOrderCancelled(event);
    case 'payment.confirmed':
      return onPaymentConfirmed(event);
  }
}
