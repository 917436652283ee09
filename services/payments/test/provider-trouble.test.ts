import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '@orpheus/platform/testing';
import { paymentStore } from '../src/adapters/payment-store.ts';
import { claimDuePayments } from '../src/app/claim-due-payments.ts';
import type { Policy } from '../src/app/policy.ts';
import type { Observer } from '../src/app/ports.ts';
import { orderCancelled } from './support/saga-events.ts';
import { openStage, type Stage } from './support/stage.ts';

const stages: Stage[] = [];

async function open(...parameters: Parameters<typeof openStage>): Promise<Stage> {
  const stage = await openStage(...parameters);
  stages.push(stage);
  return stage;
}

afterEach(async () => {
  for (const stage of stages.splice(0)) {
    await stage.compareWithLedger();
    await stage.close();
  }
});

const policy: Policy = {
  fraud: { defaultLimitMinor: 100_000, limitsMinor: {} },
  retries: {
    CHARGE: { firstDelayMs: 10, maxDelayMs: 10 },
    LOOKUP: { firstDelayMs: 10, maxDelayMs: 10 },
    VOID: { firstDelayMs: 10, maxDelayMs: 10 },
    REFUND: { firstDelayMs: 10, maxDelayMs: 10 },
  },
  notSentDelayMs: 10,
  maxChargeAttempts: 3,
  maxRefundAttempts: 3,
};

const silent: Observer = { decided: () => undefined, answered: () => undefined };

/** A worker that leases what is due and dies. */
async function leaseAndDie(stage: Stage, leaseMs: number) {
  return claimDuePayments(
    {
      database: stage.database,
      store: paymentStore,
      policy,
      clock: { now: () => new Date() },
      observer: silent,
      leaseMs,
    },
    randomUUID(),
    10,
  );
}

describe('a worker that dies', () => {
  it('before the provider heard of the charge is replaced when its lease ends', async () => {
    const stage = await open();
    await stage.worker.stop();
    const orderId = await stage.pay();
    expect(await leaseAndDie(stage, 60_000)).toHaveLength(1);
    expect((await stage.payment(orderId)).status).toBe('CHARGING');
    const second = await stage.anotherWorker();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await stage.payment(orderId)).status).toBe('CHARGING');
    await stage.database.query(`update payments set next_attempt_at = now(), lease_until = now()`);
    await stage.reaches(orderId, 'CAPTURED');
    await second.stop();
  });

  it('after the provider charged leaves one capture all the same', async () => {
    const stage = await open();
    await stage.worker.stop();
    const orderId = await stage.pay();
    await leaseAndDie(stage, 200);
    const { id } = await stage.payment(orderId);
    await fetch(`${stage.provider.url}/v1/charges`, {
      method: 'POST',
      headers: { 'idempotency-key': id },
      body: JSON.stringify({
        paymentId: id,
        amountMinor: 2_500,
        currency: 'USD',
        paymentMethod: 'tok_approve',
      }),
    });
    const second = await stage.anotherWorker();
    await stage.reaches(orderId, 'CAPTURED');
    expect(stage.provider.ledger.captures()).toEqual([id]);
    expect(await stage.published(orderId)).toEqual(['payment.confirmed']);
    await second.stop();
  });

  it('and whose order is cancelled meanwhile keeps no money', async () => {
    const stage = await open();
    await stage.worker.stop();
    const orderId = await stage.pay();
    await leaseAndDie(stage, 60_000);
    await stage.receive(orderCancelled(orderId));
    const second = await stage.anotherWorker();
    await stage.reaches(orderId, 'VOIDED');
    await second.stop();
  });

  it('while three share the work, each payment is charged by one of them', async () => {
    const stage = await open({ PROVIDER_TIMEOUT_MS: '5000', WORKER_LEASE_MS: '30000' }, { tokenDelayMs: 5 });
    const others = [await stage.anotherWorker(), await stage.anotherWorker()];
    const orderIds = await Promise.all(Array.from({ length: 60 }, () => stage.pay()));
    await stage.quiet();
    for (const orderId of orderIds) {
      const attempts = await stage.queries.attempts((await stage.payment(orderId)).id);
      expect(attempts).toHaveLength(1);
    }
    for (const other of others) await other.stop();
  });
});

describe('a provider', () => {
  it('that is away delays a payment, and charges it when it is back', async () => {
    const stage = await open({}, { unavailable: true });
    const orderId = await stage.pay();
    await waitFor(async () => (await stage.queries.attempts((await stage.payment(orderId)).id)).length >= 2);
    stage.behave({ unavailable: false });
    await stage.reaches(orderId, 'CAPTURED');
  });

  it('that never answers a charge has to void it before the payment fails', async () => {
    const stage = await open({ MAX_CHARGE_ATTEMPTS: '2' }, { unavailable: true });
    const orderId = await stage.pay();
    await stage.reaches(orderId, 'VOIDING');
    expect(await stage.published(orderId)).toEqual([]);
    stage.behave({ unavailable: false });
    await stage.reaches(orderId, 'FAILED');
    expect((await stage.payment(orderId)).reason).toBe('PAYMENT_ERROR');
    expect(await stage.published(orderId)).toEqual(['payment.failed']);
  });

  it('that had charged before it fell silent is believed in the end', async () => {
    const stage = await open({ MAX_CHARGE_ATTEMPTS: '1' });
    const orderId = await stage.pay({ paymentMethod: 'tok_timeout_charged' });
    await stage.reaches(orderId, 'CAPTURED');
    const attempts = await stage.queries.attempts((await stage.payment(orderId)).id);
    expect(attempts.map(({ operation, outcome }) => `${operation} ${outcome}`)).toEqual([
      'CHARGE UNKNOWN',
      'VOID CAPTURED',
    ]);
  });

  it('that is slow for one payment does not hold up the others', async () => {
    const stage = await open(
      { PROVIDER_TIMEOUT_MS: '5000', WORKER_LEASE_MS: '30000' },
      { minDelayMs: 3_000, maxDelayMs: 3_000, approveChance: 1 },
    );
    const slow = await stage.pay({ paymentMethod: 'a real card' });
    await stage.reaches(slow, 'CHARGING');
    const beganAt = Date.now();
    const quick = await stage.pay();
    await stage.reaches(quick, 'CAPTURED');
    expect(Date.now() - beganAt).toBeLessThan(1_500);
    await stage.reaches(slow, 'CAPTURED');
  });

  it('that keeps failing is left alone by the breaker, and no attempt is counted meanwhile', async () => {
    const stage = await open(
      { PROVIDER_BREAKER_MINIMUM_RPS: '1', PROVIDER_BREAK_MS: '300', MAX_CHARGE_ATTEMPTS: '100' },
      { unavailable: true },
    );
    const orderIds = await Promise.all(Array.from({ length: 30 }, () => stage.pay()));
    await waitFor(async () =>
      (await stage.metrics.text()).includes('payment_provider_breaker_open{service="payments"} 1'),
    );
    stage.behave({ unavailable: false });
    await Promise.all(orderIds.map((orderId) => stage.reaches(orderId, 'CAPTURED')));
  });
});

describe('a refund', () => {
  it('is asked for again while the provider is away', async () => {
    const stage = await open();
    const orderId = await stage.pay();
    await stage.reaches(orderId, 'CAPTURED');
    stage.behave({ unavailable: true });
    await stage.receive(orderCancelled(orderId));
    const { id } = await stage.payment(orderId);
    await waitFor(
      async () =>
        (await stage.queries.attempts(id)).filter(({ operation }) => operation === 'REFUND').length >= 2,
    );
    stage.behave({ unavailable: false });
    await stage.reaches(orderId, 'REFUNDED');
    expect(await stage.published(orderId)).toEqual(['payment.confirmed', 'payment.refunded']);
  });

  it.each([
    ['is refused', { refuseRefunds: true }],
    ['was tried too often', { unavailable: true }],
  ])('that %s is given to an operator, who starts it again', async (_, trouble) => {
    const stage = await open({ MAX_REFUND_ATTEMPTS: '2' });
    const orderId = await stage.pay();
    await stage.reaches(orderId, 'CAPTURED');
    stage.behave(trouble);
    await stage.receive(orderCancelled(orderId));
    await stage.reaches(orderId, 'REFUND_FAILED');
    stage.behave({ refuseRefunds: false, unavailable: false });
    const { id } = await stage.payment(orderId);
    const operator = await stage.as('olga', 'operator');
    const again = () => operator.post(`/v1/payments/${id}/refunds`, undefined, { 'idempotency-key': 'once' });
    const first = await again();
    expect([first.status, first.body]).toEqual([202, { paymentId: id, status: 'REFUNDING' }]);
    await stage.reaches(orderId, 'REFUNDED');
    const second = await again();
    expect([second.status, second.text]).toEqual([202, first.text]);
    const other = await operator.post(`/v1/payments/${randomUUID()}/refunds`, undefined, {
      'idempotency-key': 'once',
    });
    expect(other.status).toBe(422);
    expect(await stage.published(orderId)).toEqual([
      'payment.confirmed',
      'payment.refund_failed',
      'payment.refunded',
    ]);
  });
});
