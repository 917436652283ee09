import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openShop, type Shop } from './support/shop.ts';

let shop: Shop;

beforeAll(async () => {
  shop = await openShop({
    payments: { PROVIDER_TIMEOUT_MS: '500', RETRY_FIRST_DELAY_MS: '100' },
  });
  await shop.changeProvider({ silenceMs: 1_500 });
}, 120_000);

afterAll(() => shop.close(), 60_000);

const one = (productId: string, quantity = 1) => [{ productId, quantity }];

/** Types of the order's events in the order of their times. */
const story = (orderId: string) =>
  shop.system.watch.events
    .filter((event) => event.correlationId === orderId && event.type !== 'StockLevel')
    .toSorted((a, b) => Number(a.time) - Number(b.time))
    .map((event) => event.type);

const seen = (orderId: string, type: string) =>
  shop.system.watch.until(
    (events) => events.some((event) => event.key === orderId && event.type === type),
    30_000,
  );

describe('the way of an order', () => {
  test('is confirmed, paid and committed, each event caused by the one before', async () => {
    const [first, second] = [await shop.product(10, 250), await shop.product(10, 999)];
    const orderId = await shop.place({ lines: [...one(first, 2), ...one(second)] });
    const order = await shop.reaches(orderId, 'CONFIRMED');
    expect(order.total).toEqual({ amountMinor: 1_499, currency: 'USD' });
    expect(order.history.map((each) => each.status)).toEqual(['PENDING', 'PROCESSING', 'CONFIRMED']);
    expect(await shop.payment(orderId)).toMatchObject({ status: 'CAPTURED' });
    expect(await shop.stock(first)).toMatchObject({ onHand: 8, reserved: 0 });
    expect(await shop.stock(second)).toMatchObject({ onHand: 9, reserved: 0 });

    await seen(orderId, 'order.confirmed');
    const chain = [
      'order.created',
      'stock.reserved',
      'payment.confirmed',
      'stock.committed',
      'order.confirmed',
    ];
    expect(story(orderId)).toEqual(chain);
    const events = shop.system.watch.events.filter((event) => event.key === orderId);
    for (const [index, type] of chain.entries()) {
      const event = events.find((each) => each.type === type);
      expect(event?.correlationId).toBe(orderId);
      const cause = events.find((each) => each.type === chain[index - 1]);
      if (cause !== undefined) expect(event?.causationId).toBe(cause.id);
      expect(event?.headers).toMatchObject({
        ce_specversion: '1.0',
        'content-type': 'application/vnd.confluent.avro',
        traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/),
      });
    }
    // One trace an order: the trace id of the request goes through every service.
    expect(new Set(events.map((each) => each.headers.traceparent?.slice(3, 35))).size).toBe(1);
  });

  test('is rejected when the stock is short, and nobody is charged', async () => {
    const productId = await shop.product(1);
    const orderId = await shop.place({ lines: one(productId, 2) });
    expect(await shop.reaches(orderId, 'REJECTED')).toMatchObject({
      reason: 'OUT_OF_STOCK',
      rejectedLines: [{ productId, requested: 2, available: 1 }],
    });
    expect((await shop.payment(orderId))?.status).not.toBe('CAPTURED');
    expect(await shop.stock(productId)).toMatchObject({ onHand: 1, reserved: 0 });
  });

  test('lines of one product are checked on their sum', async () => {
    const productId = await shop.product(3);
    const lines = [...one(productId, 2), ...one(productId, 2)];
    const orderId = await shop.place({ lines });
    expect(await shop.reaches(orderId, 'REJECTED')).toMatchObject({
      rejectedLines: [{ productId, requested: 4, available: 3 }],
    });
  });

  test.each([
    ['tok_decline', 'PAYMENT_DECLINED'],
    ['tok_insufficient_funds', 'INSUFFICIENT_FUNDS'],
    ['tok_fraud', 'FRAUD_SUSPECTED'],
    ['tok_pending_decline', 'PAYMENT_DECLINED'],
  ])('is cancelled when the payment fails: %s', async (paymentMethod, reason) => {
    const productId = await shop.product(5);
    const orderId = await shop.place({ lines: one(productId), paymentMethod });
    expect(await shop.reaches(orderId, 'CANCELLED')).toMatchObject({ reason });
    await seen(orderId, 'stock.released');
    expect(await shop.stock(productId)).toMatchObject({ onHand: 5, reserved: 0 });
  });

  test('waits for the webhook of a pending payment', async () => {
    const productId = await shop.product(5);
    const orderId = await shop.place({ lines: one(productId), paymentMethod: 'tok_pending' });
    const order = await shop.reaches(orderId, 'CONFIRMED');
    expect(order.history.map((each) => each.status)).toContain('PAYMENT_PENDING');
  });

  test('a provider that charged and kept silent captures once', async () => {
    const productId = await shop.product(5);
    const orderId = await shop.place({ lines: one(productId), paymentMethod: 'tok_timeout_charged' });
    await shop.reaches(orderId, 'CONFIRMED');
    const payment = await shop.payment(orderId);
    const { captures } = await shop.ledger();
    expect(captures.filter((key) => key.startsWith(payment!.paymentId))).toHaveLength(1);
  });

  test('a provider that failed once is asked again', async () => {
    const productId = await shop.product(5);
    const orderId = await shop.place({ lines: one(productId), paymentMethod: 'tok_error_then_ok' });
    await shop.reaches(orderId, 'CONFIRMED');
  });

  test('cancelled by the customer after the confirmation, it is refunded and its stock put back', async () => {
    const productId = await shop.product(5);
    const orderId = await shop.place({ lines: one(productId, 3) });
    await shop.reaches(orderId, 'CONFIRMED');
    expect(await shop.cancel(orderId)).toBe(200);
    const order = await shop.reaches(orderId, 'REFUNDED');
    expect(order.history.map((each) => each.status)).toContain('CANCELLED');
    await seen(orderId, 'stock.released');
    expect(await shop.stock(productId)).toMatchObject({ onHand: 5, reserved: 0 });
    expect(await shop.payment(orderId)).toMatchObject({ status: 'REFUNDED' });
    await seen(orderId, 'order.refunded');
  });

  test('an amount over the limit is held for review, and goes on when approved', async () => {
    const productId = await shop.product(5, 100_001);
    const orderId = await shop.place({ lines: one(productId) });
    await shop.reaches(orderId, 'PAYMENT_PENDING');
    expect(await shop.payment(orderId)).toMatchObject({ status: 'HELD' });
    await shop.review(orderId, 'approve');
    await shop.reaches(orderId, 'CONFIRMED');
  });

  test('an amount over the limit that is rejected cancels the order', async () => {
    const productId = await shop.product(5, 100_001);
    const orderId = await shop.place({ lines: one(productId) });
    await shop.reaches(orderId, 'PAYMENT_PENDING');
    await shop.review(orderId, 'reject');
    expect(await shop.reaches(orderId, 'CANCELLED')).toMatchObject({ reason: 'FRAUD_SUSPECTED' });
  });
});

describe('a repeated request', () => {
  test('the same Idempotency-Key 50 times at once is one order and one answer', async () => {
    const productId = await shop.product(100);
    const key = randomUUID();
    const ids = await Promise.all(
      Array.from({ length: 50 }, () => shop.place({ lines: one(productId) }, key)),
    );
    expect(new Set(ids).size).toBe(1);
    await shop.reaches(ids[0]!, 'CONFIRMED');
    expect(await shop.stock(productId)).toMatchObject({ onHand: 99, reserved: 0 });
  });
});
