import { randomUUIDv7 } from 'node:crypto';
import type { ConsumedEvent } from '../../src/app/on-saga-events.ts';

export interface OrderOptions {
  readonly amountMinor?: number;
  readonly currency?: string;
  readonly paymentMethod?: string;
  readonly customerId?: string;
}

function envelope(key: string) {
  const id = randomUUIDv7();
  return {
    id,
    key,
    version: 1,
    time: new Date(),
    correlationId: key,
    causationId: undefined,
    traceparent: undefined,
    topic: 'any',
    partition: 0,
    offset: 0n,
    stamp: { eventId: id, occurredAt: Date.now(), orderId: key, version: 1 },
  };
}

export function orderCreated(orderId: string, options: OrderOptions = {}): ConsumedEvent {
  const { amountMinor = 2_500, currency = 'USD', paymentMethod = 'tok_approve' } = options;
  const { stamp, ...rest } = envelope(orderId);
  const total = { amountMinor, currency };
  return {
    ...rest,
    type: 'order.created',
    payload: {
      ...stamp,
      customerId: options.customerId ?? 'a-customer',
      lines: [],
      total,
      paymentMethod,
      deadlineAt: Date.now() + 60_000,
    },
  };
}

export function stockReserved(orderId: string): ConsumedEvent {
  const { stamp, ...rest } = envelope(orderId);
  return {
    ...rest,
    type: 'stock.reserved',
    payload: { ...stamp, lines: [], expiresAt: Date.now() + 60_000 },
  };
}

export function orderCancelled(orderId: string): ConsumedEvent {
  const { stamp, ...rest } = envelope(orderId);
  return {
    ...rest,
    type: 'order.cancelled',
    payload: { ...stamp, customerId: 'a-customer', reason: 'CUSTOMER' },
  };
}

export function orderRejected(orderId: string): ConsumedEvent {
  const { stamp, ...rest } = envelope(orderId);
  return {
    ...rest,
    type: 'order.rejected',
    payload: { ...stamp, customerId: 'a-customer', reason: 'OUT_OF_STOCK', lines: [] },
  };
}
