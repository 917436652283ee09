import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@orpheus/platform/testing';
import { signWebhook } from '../testing/provider/webhook-sender.ts';
import { orderCancelled } from './support/saga-events.ts';
import { openStage, type Stage, webhookSecret } from './support/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ PENDING_LOOKUP_AFTER_MS: '200' });
});

afterEach(async () => {
  stage.behave({ webhooks: 'settled', settleDelayMs: 20, tokenDelayMs: 0 });
  await stage.compareWithLedger();
});

afterAll(() => stage.close());

async function pendingPayment(): Promise<{ readonly orderId: string; readonly id: string }> {
  stage.behave({ settleDelayMs: 60_000 });
  const orderId = await stage.pay({ paymentMethod: 'tok_pending' });
  await stage.reaches(orderId, 'PENDING');
  return { orderId, id: (await stage.payment(orderId)).id };
}

/** Settles the charge in the ledger, without a webhook. */
function settle(id: string): string {
  const charge = stage.provider.ledger.charge(id);
  if (charge === undefined) throw new Error('no such charge');
  return stage.provider.ledger.recordCharge({ ...charge, status: 'captured' }).reference;
}

describe('a webhook', () => {
  it('confirms what was pending, and a hundred more change nothing', async () => {
    const { orderId, id } = await pendingPayment();
    const reference = settle(id);
    const data = { key: id, reference, status: 'captured' };
    const statuses = await Promise.all(
      Array.from({ length: 100 }, () => stage.webhook('charge.captured', data)),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect((await stage.payment(orderId)).status).toBe('CAPTURED');
    expect(await stage.published(orderId)).toEqual(['payment.pending', 'payment.confirmed']);
  });

  it('delivered twice under the same event id is a duplicate', async () => {
    const { id } = await pendingPayment();
    const reference = settle(id);
    const body = JSON.stringify({ id: randomUUID(), type: 'charge.captured', data: { key: id, reference } });
    const outcomes = [await stage.deliver(body), await stage.deliver(body)];
    expect(outcomes.map((response) => response.body)).toEqual([
      { outcome: 'CHANGED' },
      { outcome: 'DUPLICATE' },
    ]);
  });

  it('that comes before the answer to the charge wins, and the answer is a repetition', async () => {
    stage.behave({ webhooks: 'all' });
    const orderId = await stage.pay({ paymentMethod: 'tok_timeout_charged' });
    await stage.reaches(orderId, 'CAPTURED');
    await stage.quiet();
    const { id } = await stage.payment(orderId);
    await waitFor(async () => (await stage.queries.attempts(id)).length > 0);
    expect(await stage.published(orderId)).toEqual(['payment.confirmed']);
  });

  it('that comes long after the refund changes nothing', async () => {
    const orderId = await stage.pay();
    await stage.reaches(orderId, 'CAPTURED');
    await stage.receive(orderCancelled(orderId));
    await stage.reaches(orderId, 'REFUNDED');
    const { id } = await stage.payment(orderId);
    const reference = stage.provider.ledger.charge(id)?.reference;
    expect(await stage.webhook('charge.captured', { key: id, reference })).toBe(200);
    expect((await stage.payment(orderId)).status).toBe('REFUNDED');
  });

  it('that tells of a capture after the cancel leads to a refund', async () => {
    const { orderId, id } = await pendingPayment();
    const reference = settle(id);
    await Promise.all([
      stage.receive(orderCancelled(orderId)),
      stage.webhook('charge.captured', { key: id, reference }),
    ]);
    await stage.reaches(orderId, 'REFUNDED');
  });

  it('that never comes is made up for by looking the charge up', async () => {
    stage.behave({ webhooks: 'none' });
    const orderId = await stage.pay({ paymentMethod: 'tok_pending' });
    await stage.reaches(orderId, 'CAPTURED');
    const attempts = await stage.queries.attempts((await stage.payment(orderId)).id);
    expect(attempts.map(({ operation }) => operation)).toContain('LOOKUP');
    expect(await stage.published(orderId)).toEqual(['payment.pending', 'payment.confirmed']);
  });

  it('racing with the look-up confirms once, 50 times', async () => {
    stage.behave({ settleDelayMs: 195 });
    const orderIds = await Promise.all(
      Array.from({ length: 50 }, () => stage.pay({ paymentMethod: 'tok_pending' })),
    );
    await stage.quiet();
    for (const orderId of orderIds) {
      const published = await stage.published(orderId);
      expect(published.filter((type) => type !== 'payment.pending')).toEqual(['payment.confirmed']);
    }
  });
});

describe('a webhook that is not to be believed', () => {
  const minute = 60;
  it.each<[string, (body: string) => string]>([
    ['is signed by another secret', (body) => signWebhook(body, 'another secret of somebody')],
    ['is signed over another body', () => signWebhook('{}', webhookSecret)],
    [
      'is older than five minutes',
      (body) => signWebhook(body, webhookSecret, Math.floor(Date.now() / 1_000) - 6 * minute),
    ],
    ['is not signed', () => ''],
  ])('because it %s changes nothing', async (_, signature) => {
    const { orderId, id } = await pendingPayment();
    const data = { key: id, reference: 'ch_forged' };
    expect(await stage.webhook('charge.captured', data, signature)).toBe(401);
    expect((await stage.payment(orderId)).status).toBe('PENDING');
  });

  it('because nobody knows its payment is answered 404', async () => {
    expect(await stage.webhook('charge.captured', { key: randomUUID(), reference: 'ch_1' })).toBe(404);
    expect(await stage.webhook('charge.captured', { key: 'no uuid', reference: 'ch_1' })).toBe(404);
  });

  it('because its type is new to us is taken and left alone', async () => {
    expect(await stage.webhook('charge.disputed', { key: randomUUID() })).toBe(200);
  });

  it.each(['', 'no json', '[]', '{"id":"evt_1"}', '{"id":1,"type":"charge.captured","data":{"key":"x"}}'])(
    'because it is %j is a fault of the sender',
    async (body) => {
      const response = await stage.deliver(body);
      expect(response.status).toBe(400);
    },
  );
});
