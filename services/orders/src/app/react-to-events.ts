import type { Transaction } from '@orpheus/platform/db';
import { causeOf } from '@orpheus/platform/events';
import { events } from '@orpheus/schemas';
import type { OrderInput } from '../domain/order.ts';
import type { AddressedInput, ApplyInputsParts } from './apply-inputs.ts';
import { applyInputs } from './apply-inputs.ts';
import { onPaymentEvent, type PaymentEvent } from './on-payment-event.ts';
import { onShipmentEvent, type ShipmentEvent } from './on-shipment-event.ts';
import { onStockEvent, type StockEvent } from './on-stock-event.ts';

/** What the saga tells this service. */
export const subscribedEvents = [
  events.stockReserved,
  events.stockRejected,
  events.stockCommitted,
  events.stockExpired,
  events.stockCommitFailed,
  events.paymentPending,
  events.paymentConfirmed,
  events.paymentFailed,
  events.paymentRefunded,
  events.shipmentDispatched,
  events.shipmentDelivered,
] as const;

export type SagaEvent = StockEvent | PaymentEvent | ShipmentEvent;

function inputOf(event: SagaEvent): OrderInput {
  switch (event.type) {
    case 'stock.reserved':
    case 'stock.rejected':
    case 'stock.committed':
    case 'stock.expired':
    case 'stock.commit_failed':
      return onStockEvent(event);
    case 'payment.pending':
    case 'payment.confirmed':
    case 'payment.failed':
    case 'payment.refunded':
      return onPaymentEvent(event);
    case 'shipment.dispatched':
    case 'shipment.delivered':
      return onShipmentEvent(event);
  }
}

/** Handles a batch of the peers' events in the order of their arrival, each order loaded and saved once. */
export function createReaction(parts: ApplyInputsParts & { readonly now: () => Date }) {
  return async (tx: Transaction, batch: readonly SagaEvent[]): Promise<void> => {
    const inputs = batch.map((event): AddressedInput => {
      const { orderId } = event.payload;
      return { orderId, input: inputOf(event), cause: { ...causeOf(event), correlationId: orderId } };
    });
    const locked = await parts.orders.lock(tx, [...new Set(inputs.map((each) => each.orderId))]);
    await applyInputs(parts, tx, locked, inputs, parts.now());
  };
}
