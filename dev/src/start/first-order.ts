import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Api, ApiError, type SeededProduct } from '../seed/index.ts';
import type { EventWatch } from '../system/index.ts';
import { type TimelineStep, timelineOf } from './timeline.ts';

/** What a customer orders: two strings, one stand. */
export function sampleOrder(products: readonly SeededProduct[]) {
  const [first, second] = products.filter((product) => product.stock >= 100);
  if (first === undefined || second === undefined) throw new Error('the shop has nothing to order');
  return {
    currency: 'USD',
    lines: [
      { productId: first.productId, quantity: 2 },
      { productId: second.productId, quantity: 1 },
    ],
    paymentMethod: 'tok_approve',
  };
}

export interface Story {
  readonly orderId: string;
  readonly steps: readonly TimelineStep[];
}

const ENDS = new Set(['order.confirmed', 'order.rejected', 'order.cancelled']);

/** Places an order over HTTP and follows it over the topics to its end. */
export async function placeFirstOrder(
  orders: Api,
  watch: EventWatch,
  products: readonly SeededProduct[],
): Promise<Story> {
  const { orderId, begun, answered } = await place(orders, sampleOrder(products));
  const isEnd = (type: string | undefined): boolean => type !== undefined && ENDS.has(type);
  const events = await watch.until(
    (seen) => seen.some((event) => event.correlationId === orderId && isEnd(event.type)),
    30_000,
  );
  const steps = [
    { at: 0, what: 'POST /v1/orders', service: 'client', cause: undefined },
    { at: answered.getTime() - begun.getTime(), what: '202 Accepted', service: 'orders', cause: undefined },
    ...timelineOf(events, orderId, begun),
  ];
  return { orderId, steps: steps.toSorted((a, b) => a.at - b.at) };
}

/** A fresh product reaches orders through its topic: until it has, the order is refused. */
async function place(orders: Api, order: unknown): Promise<{ orderId: string; begun: Date; answered: Date }> {
  for (let attempt = 0; ; attempt += 1) {
    const begun = new Date();
    try {
      const body = await orders.post('/v1/orders', order, { 'idempotency-key': randomUUID() });
      const orderId = typeof body === 'object' && body !== null ? Reflect.get(body, 'orderId') : undefined;
      if (typeof orderId !== 'string') throw new Error(`no orderId in ${JSON.stringify(body)}`);
      return { orderId, begun, answered: new Date() };
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 422 || attempt >= 50) throw error;
      await delay(200);
    }
  }
}
