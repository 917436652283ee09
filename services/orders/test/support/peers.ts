import { randomUUIDv7 } from 'node:crypto';
import { events } from '@orpheus/schemas';
import type { ServiceStage } from './service-stage.ts';

/** Plays inventory, payments and fulfilment for one order. */
export function peersOf({ peer, mug }: ServiceStage, orderId: string) {
  const at = { key: orderId, version: 1 };
  const base = { orderId, version: 1 };
  const shipmentId = randomUUIDv7();
  const payment = { ...base, paymentId: randomUUIDv7(), amount: { amountMinor: 2_500, currency: 'USD' } };
  return {
    shipmentId,
    reserved: (id: string = randomUUIDv7()) =>
      peer.publish({
        ...at,
        id,
        definition: events.stockReserved,
        payload: { ...base, lines: [], expiresAt: 0 },
      }),
    rejected: () =>
      peer.publish({
        ...at,
        definition: events.stockRejected,
        payload: {
          ...base,
          reason: 'OUT_OF_STOCK',
          lines: [{ productId: mug.productId, requested: 2, available: 1 }],
        },
      }),
    committed: (id: string = randomUUIDv7()) =>
      peer.publish({ ...at, id, definition: events.stockCommitted, payload: { ...base, lines: [] } }),
    expired: () => peer.publish({ ...at, definition: events.stockExpired, payload: { ...base, lines: [] } }),
    commitFailed: () =>
      peer.publish({
        ...at,
        definition: events.stockCommitFailed,
        payload: { ...base, reason: 'OUT_OF_STOCK', lines: [] },
      }),
    pending: () =>
      peer.publish({
        ...at,
        definition: events.paymentPending,
        payload: { ...payment, reason: 'PROVIDER_PENDING' },
      }),
    confirmed: () =>
      peer.publish({
        ...at,
        definition: events.paymentConfirmed,
        payload: { ...payment, providerReference: 'ref' },
      }),
    failed: (reason: 'PAYMENT_DECLINED' | 'FRAUD_SUSPECTED') =>
      peer.publish({ ...at, definition: events.paymentFailed, payload: { ...payment, reason } }),
    refunded: (inFull: boolean) =>
      peer.publish({ ...at, definition: events.paymentRefunded, payload: { ...payment, inFull } }),
    dispatched: () =>
      peer.publish({
        ...at,
        definition: events.shipmentDispatched,
        payload: { ...base, shipmentId, carrier: 'c', trackingNumber: 't' },
      }),
    delivered: () =>
      peer.publish({ ...at, definition: events.shipmentDelivered, payload: { ...base, shipmentId } }),
  };
}

export type Peers = ReturnType<typeof peersOf>;
