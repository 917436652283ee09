import type { ReceivedOf } from '@orpheus/platform/events';
import type { events } from '@orpheus/schemas';
import type { OrderInput } from '../domain/order.ts';

export type ShipmentEvent = ReceivedOf<(typeof events)['shipmentDispatched' | 'shipmentDelivered']>;

/** What an event of fulfilment tells the order. */
export function onShipmentEvent(event: ShipmentEvent): OrderInput {
  return { type: event.type, shipmentId: event.payload.shipmentId };
}
