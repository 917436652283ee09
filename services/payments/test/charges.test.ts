import { randomUUIDv7 } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@orpheus/platform/testing';
import { orderCancelled, orderCreated, orderRejected, stockReserved } from './support/saga-events.ts';
import { openStage, type Stage } from './support/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});

afterEach(() => stage.compareWithLedger());

afterAll(() => stage.close());

describe('a payment by each method', () => {
  it.each([
    ['tok_approve', 'CAPTURED', ['payment.confirmed']],
    ['tok_decline', 'FAILED', ['payment.failed']],
    ['tok_insufficient_funds', 'FAILED', ['payment.failed']],
    ['tok_fraud', 'FAILED', ['payment.failed']],
    ['tok_pending', 'CAPTURED', ['payment.pending', 'payment.confirmed']],
    ['tok_pending_decline', 'FAILED', ['payment.pending', 'payment.failed']],
    ['tok_timeout_charged', 'CAPTURED', ['payment.confirmed']],
    ['tok_error_then_ok', 'CAPTURED', ['payment.confirmed']],
  ])('%s: %s', async (paymentMethod, status, events) => {
    const orderId = await stage.pay({ paymentMethod });
    await stage.reaches(orderId, status);
    expect(await stage.published(orderId)).toEqual(events);
  });

  it('tells why it failed', async () => {
    const orderId = await stage.pay({ paymentMethod: 'tok_insufficient_funds' });
    await stage.reaches(orderId, 'FAILED');
    expect((await stage.payment(orderId)).reason).toBe('INSUFFICIENT_FUNDS');
  });

  it('asks again with the same key when the answer was lost, and is charged once', async () => {
    const orderId = await stage.pay({ paymentMethod: 'tok_timeout_charged' });
    await stage.reaches(orderId, 'CAPTURED');
    const { id } = await stage.payment(orderId);
    const attempts = await stage.queries.attempts(id);
    expect(attempts.map(({ operation, outcome }) => `${operation} ${outcome}`)).toEqual([
      'CHARGE UNKNOWN',
      'CHARGE CAPTURED',
    ]);
    expect(new Set(attempts.map(({ idempotencyKey }) => idempotencyKey))).toEqual(new Set([id]));
    expect(stage.provider.ledger.captures().filter((key) => key === id)).toHaveLength(1);
  });
});

describe('the order and its go-ahead', () => {
  it.each(['order first', 'stock first', 'both in one batch'])('%s: charged once', async (sequence) => {
    const orderId = randomUUIDv7();
    const [order, stock] = [orderCreated(orderId), stockReserved(orderId)];
    if (sequence === 'both in one batch') await stage.receive(stock, order);
    else
      for (const event of sequence === 'order first' ? [order, stock] : [stock, order])
        await stage.receive(event);
    await stage.reaches(orderId, 'CAPTURED');
    expect(await stage.published(orderId)).toEqual(['payment.confirmed']);
  });

  it('are not charged again when they come again', async () => {
    const orderId = randomUUIDv7();
    const events = [orderCreated(orderId), stockReserved(orderId)];
    await stage.receive(...events);
    await stage.reaches(orderId, 'CAPTURED');
    await stage.receive(...events);
    await stage.receive(...events);
    expect(await stage.published(orderId)).toEqual(['payment.confirmed']);
    expect((await stage.payment(orderId)).status).toBe('CAPTURED');
  });

  it('from two replicas at once make one payment each', async () => {
    const orderIds = Array.from({ length: 20 }, () => randomUUIDv7()).sort();
    await Promise.all([
      stage.receive(...orderIds.map((id) => orderCreated(id))),
      stage.receive(...orderIds.map((id) => stockReserved(id))),
    ]);
    await Promise.all(orderIds.map((id) => stage.reaches(id, 'CAPTURED')));
  });

  it('are nothing to pay when the order was rejected', async () => {
    const orderId = randomUUIDv7();
    await stage.receive(orderCreated(orderId), orderRejected(orderId));
    expect((await stage.payment(orderId)).status).toBe('VOIDED');
    expect(await stage.published(orderId)).toEqual([]);
  });
});

describe('an order cancelled', () => {
  it.each(['before its order.created', 'between order and go-ahead', 'before the charge began'])(
    '%s is never charged',
    async (moment) => {
      const orderId = randomUUIDv7();
      const [order, stock, cancel] = [orderCreated(orderId), stockReserved(orderId), orderCancelled(orderId)];
      if (moment === 'before its order.created') await stage.receive(cancel, order, stock);
      else if (moment === 'between order and go-ahead') await stage.receive(order, cancel, stock);
      else await stage.receive(order, stock, cancel);
      const { id, status } = await stage.payment(orderId);
      expect(status).toBe('VOIDED');
      expect(stage.provider.ledger.charge(id)).toBeUndefined();
      expect(await stage.published(orderId)).toEqual([]);
    },
  );

  it('during the charge is voided at the provider', async () => {
    stage.behave({ tokenDelayMs: 200 });
    const orderId = await stage.pay();
    await stage.reaches(orderId, 'CHARGING');
    await stage.receive(orderCancelled(orderId));
    await stage.reaches(orderId, 'VOIDED');
    stage.behave({ tokenDelayMs: 0 });
    expect(await stage.published(orderId)).toEqual([]);
  });

  it('while its captured answer was lost is refunded', async () => {
    const orderId = await stage.pay({ paymentMethod: 'tok_timeout_charged' });
    await waitFor(async () => stage.provider.ledger.charge((await stage.payment(orderId)).id) !== undefined);
    await stage.receive(orderCancelled(orderId));
    await stage.reaches(orderId, 'REFUNDED');
    expect(await stage.published(orderId)).toEqual(['payment.refunded']);
  });

  it('while the provider was still thinking is voided there', async () => {
    stage.behave({ settleDelayMs: 60_000 });
    const orderId = await stage.pay({ paymentMethod: 'tok_pending' });
    await stage.reaches(orderId, 'PENDING');
    await stage.receive(orderCancelled(orderId));
    await stage.reaches(orderId, 'VOIDED');
    stage.behave({ settleDelayMs: 20 });
    expect(await stage.published(orderId)).toEqual(['payment.pending']);
  });

  it('after the charge is refunded in full, once', async () => {
    const orderId = await stage.pay();
    await stage.reaches(orderId, 'CAPTURED');
    await stage.receive(orderCancelled(orderId));
    await stage.receive(orderCancelled(orderId));
    await stage.reaches(orderId, 'REFUNDED');
    expect((await stage.payment(orderId)).refunded).toEqual({ amountMinor: 2_500, currency: 'USD' });
    expect(await stage.published(orderId)).toEqual(['payment.confirmed', 'payment.refunded']);
  });

  it('after its payment failed has nothing to give back', async () => {
    const orderId = await stage.pay({ paymentMethod: 'tok_decline' });
    await stage.reaches(orderId, 'FAILED');
    await stage.receive(orderCancelled(orderId));
    expect((await stage.payment(orderId)).status).toBe('FAILED');
  });

  it('at any moment keeps no money, 100 times', async () => {
    stage.behave({ tokenDelayMs: 15, webhooks: 'all' });
    const methods = ['tok_approve', 'tok_pending', 'tok_decline', 'tok_error_then_ok'];
    const orderIds = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        const orderId = await stage.pay({ paymentMethod: methods[index % methods.length]! });
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 80));
        await stage.receive(orderCancelled(orderId));
        return orderId;
      }),
    );
    await stage.quiet();
    stage.behave({ tokenDelayMs: 0, webhooks: 'settled' });
    const states = await Promise.all(orderIds.map(async (id) => (await stage.payment(id)).status));
    expect(states.filter((state) => !['VOIDED', 'REFUNDED', 'FAILED'].includes(state))).toEqual([]);
  });
});
