import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HttpClient } from '@orpheus/platform/testing';
import { orderCreated } from './support/saga-events.ts';
import { openStage, type Stage } from './support/stage.ts';

let stage: Stage;
let ann: HttpClient;
let bob: HttpClient;
let operator: HttpClient;

beforeAll(async () => {
  stage = await openStage({ FRAUD_REVIEW_LIMITS_MINOR: 'JPY=500' });
  ann = await stage.as('ann', 'customer');
  bob = await stage.as('bob', 'customer');
  operator = await stage.as('olga', 'operator');
});

afterAll(() => stage.close());

const items = (body: unknown) =>
  (body as { items: { paymentId: string }[] }).items.map(({ paymentId }) => paymentId);

describe('a payment over HTTP', () => {
  it('is shown to its customer without the calls to the provider, and to staff with them', async () => {
    const orderId = await stage.pay({ customerId: 'ann' });
    await stage.reaches(orderId, 'CAPTURED');
    const { id } = await stage.payment(orderId);
    const hers = await ann.get(`/v1/payments/${id}`);
    expect(hers.status).toBe(200);
    expect(hers.headers.get('etag')).toBe(`"${(await stage.payment(orderId)).version}"`);
    expect(hers.body).toMatchObject({
      paymentId: id,
      orderId,
      status: 'CAPTURED',
      amount: { amountMinor: 2_500, currency: 'USD' },
    });
    expect(hers.body).not.toHaveProperty('attempts');
    const staff = await operator.get(`/v1/payments/${id}`);
    expect(staff.body).toMatchObject({
      attempts: [{ operation: 'CHARGE', outcome: 'CAPTURED', idempotencyKey: id }],
    });
  });

  it('is not there for another customer, in the list neither', async () => {
    const orderId = await stage.pay({ customerId: 'ann' });
    const { id } = await stage.payment(orderId);
    expect((await bob.get(`/v1/payments/${id}`)).status).toBe(404);
    expect(items((await bob.get(`/v1/payments?orderId=${orderId}`)).body)).toEqual([]);
    expect(items((await ann.get(`/v1/payments?orderId=${orderId}`)).body)).toEqual([id]);
    expect(items((await operator.get(`/v1/payments?orderId=${orderId}`)).body)).toEqual([id]);
  });

  it('is listed page by page', async () => {
    const carol = await stage.as('carol', 'customer');
    for (let count = 0; count < 5; count += 1) {
      await stage.receive(orderCreated(randomUUIDv7(), { customerId: 'carol' }));
    }
    const first = await carol.get('/v1/payments?limit=3');
    const { next } = first.body as { next: string };
    const second = await carol.get(`/v1/payments?limit=3&cursor=${next}`);
    expect(items(first.body)).toHaveLength(3);
    expect(items(second.body)).toHaveLength(2);
    expect(new Set([...items(first.body), ...items(second.body)]).size).toBe(5);
    expect((await carol.get(`/v1/payments?status=FAILED&cursor=${next}`)).status).toBe(400);
    expect(items((await carol.get('/v1/payments?status=FAILED')).body)).toEqual([]);
  });

  it.each([
    ['GET', '/v1/payments/no-uuid', undefined, 400],
    ['GET', `/v1/payments/${randomUUID()}`, undefined, 404],
    ['GET', '/v1/payments?limit=none', undefined, 400],
    ['GET', '/v1/payments?status=PAID', undefined, 400],
    ['GET', '/v1/payments?color=red', undefined, 400],
    ['POST', `/v1/payments/${randomUUID()}/review`, { decision: 'approve' }, 404],
    ['POST', `/v1/payments/${randomUUID()}/review`, { decision: 'perhaps' }, 400],
    ['POST', `/v1/payments/${randomUUID()}/review`, { decision: 'approve', by: 'me' }, 400],
    ['POST', `/v1/payments/${randomUUID()}/refunds`, undefined, 400],
  ])('%s %s with %j is a problem', async (method, path, body, status) => {
    const response = await operator.request(method, path, { body });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });

  it('is not for callers without a token or the role', async () => {
    const path = `/v1/payments/${randomUUID()}`;
    expect((await fetch(`${stage.url}${path}`)).status).toBe(401);
    expect((await ann.post(`${path}/review`, { decision: 'approve' })).status).toBe(403);
    expect((await ann.post(`${path}/refunds`, undefined, { 'idempotency-key': 'k' })).status).toBe(403);
  });
});

describe('a payment above the limit', () => {
  it('is held until it is approved, and then charged', async () => {
    const orderId = await stage.pay({ amountMinor: 100_001 });
    const { id, status } = await stage.payment(orderId);
    expect(status).toBe('HELD');
    expect(await stage.published(orderId)).toEqual(['payment.pending']);
    const approved = await operator.post(`/v1/payments/${id}/review`, { decision: 'approve' });
    expect([approved.status, approved.body]).toEqual([200, { paymentId: id, status: 'INITIATED' }]);
    await stage.reaches(orderId, 'CAPTURED');
    const again = await operator.post(`/v1/payments/${id}/review`, { decision: 'reject' });
    expect([again.status, again.body]).toMatchObject([409, { code: 'NOT_IN_REVIEW' }]);
  });

  it('is never charged when it is rejected', async () => {
    const orderId = await stage.pay({ amountMinor: 501, currency: 'JPY' });
    const { id } = await stage.payment(orderId);
    expect((await operator.post(`/v1/payments/${id}/review`, { decision: 'reject' })).status).toBe(200);
    expect(await stage.payment(orderId)).toMatchObject({ status: 'FAILED', reason: 'FRAUD_SUSPECTED' });
    expect(await stage.published(orderId)).toEqual(['payment.pending', 'payment.failed']);
    expect(stage.provider.ledger.charge(id)).toBeUndefined();
  });

  it('is decided once, when two decide at once', async () => {
    const orderId = await stage.pay({ amountMinor: 100_001 });
    const { id } = await stage.payment(orderId);
    const decide = (decision: string) => operator.post(`/v1/payments/${id}/review`, { decision });
    const statuses = (await Promise.all([decide('approve'), decide('reject')])).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200, 409]));
    await stage.quiet();
    await stage.compareWithLedger();
  });
});

describe('a refund over HTTP', () => {
  it('is only for a refund that failed, and the refused key stays free', async () => {
    const orderId = await stage.pay();
    await stage.reaches(orderId, 'CAPTURED');
    const { id } = await stage.payment(orderId);
    const retry = (path: string) => operator.post(path, undefined, { 'idempotency-key': 'a-key' });
    expect(await retry(`/v1/payments/${id}/refunds`)).toMatchObject({
      status: 409,
      body: { code: 'NOTHING_TO_REFUND' },
    });
    expect((await retry(`/v1/payments/${randomUUID()}/refunds`)).status).toBe(404);
  });
});
