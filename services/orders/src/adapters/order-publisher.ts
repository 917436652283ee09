import type { EventDefinition, NewEvent } from '@orpheus/platform/events';
import type { Outbox } from '@orpheus/platform/outbox';
import { events } from '@orpheus/schemas';
import type { OrderPublisher, OrderStep, PlacedOrder } from '../app/ports.ts';

/** What this service says. */
export const publishedEvents: readonly EventDefinition[] = [
  events.orderCreated,
  events.orderConfirmed,
  events.orderRejected,
  events.orderCancelled,
  events.orderShipped,
  events.orderDelivered,
  events.orderRefunded,
];

type Payload<D extends EventDefinition> = NonNullable<NewEvent<D>['payload']>;

/** Generic in the definition, so that the compiler holds each payload against its own contract. */
function about<D extends EventDefinition>(
  { order, cause }: Pick<OrderStep, 'order' | 'cause'>,
  definition: D,
  payload: Payload<D>,
): NewEvent<D> {
  return { definition, key: order.orderId, version: order.version, payload, cause };
}

function createdEvent(placed: PlacedOrder): NewEvent {
  const { orderId, version, customerId, total, deadlineAt } = placed.order;
  const { lines, paymentMethod } = placed;
  const payload = { orderId, version, customerId, lines, total, paymentMethod, deadlineAt };
  return about(placed, events.orderCreated, payload);
}

/** The public event of a step; what only this service cares about has none. */
function publicEvent(step: OrderStep): NewEvent | undefined {
  const { event, order } = step;
  const { orderId, version, customerId, total } = order;
  const facts = { orderId, version, customerId };
  switch (event.type) {
    case 'stock_held':
    case 'payment_awaited':
    case 'payment_arrived':
      return undefined;
    case 'confirmed':
      return about(step, events.orderConfirmed, { ...facts, total });
    case 'rejected':
      return about(step, events.orderRejected, { ...facts, reason: event.reason, lines: event.lines });
    case 'cancelled':
      return about(step, events.orderCancelled, { ...facts, reason: event.reason });
    case 'shipped':
      return about(step, events.orderShipped, { ...facts, shipmentId: event.shipmentId });
    case 'delivered':
      return about(step, events.orderDelivered, { ...facts, shipmentId: event.shipmentId });
    case 'refunded':
      return about(step, events.orderRefunded, { ...facts, refunded: event.refunded });
  }
}

/** Turns what happened to orders into the contracts' events, in the outbox of the same transaction. */
export function createOrderPublisher(outbox: Outbox): OrderPublisher {
  return {
    placed: (tx, placed) => outbox.append(tx, placed.map(createdEvent)),
    async changed(tx, steps) {
      const published = steps.map(publicEvent).filter((event) => event !== undefined);
      if (published.length > 0) await outbox.append(tx, published);
    },
  };
}
