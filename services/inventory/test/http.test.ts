import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HttpClient } from '@orpheus/platform/testing';
import { httpClient, waitFor } from '@orpheus/platform/testing';
import { events } from '@orpheus/schemas';
import type { Replica, Testbed } from './testbed.ts';
import { createTestbed } from './testbed.ts';

describe('stock over HTTP', () => {
  let testbed: Testbed;
  let replica: Replica;
  let operator: HttpClient;
  let customer: HttpClient;

  beforeAll(async () => {
    testbed = await createTestbed();
    replica = await testbed.startReplica();
    operator = await replica.as('operator');
    customer = await replica.as('customer');
  });

  afterAll(async () => {
    expect(await testbed.discrepancies()).toEqual([]);
    await testbed.close();
  });

  const key = () => ({ 'idempotency-key': randomUUIDv7() });
  const replenish = (id: string, body: unknown, headers: Record<string, string> = key()) =>
    operator.post(`/v1/stock/${id}/replenish`, body, headers);
  const adjust = (id: string, body: unknown, headers: Record<string, string> = key()) =>
    operator.post(`/v1/stock/${id}/adjust`, body, headers);

  test('a new product has a level of 0, which is published', async () => {
    const [a = ''] = await testbed.stockUp(operator, 0);
    expect((await customer.get(`/v1/stock/${a}`)).body).toMatchObject({
      productId: a,
      sku: `SKU-${a.slice(-6)}`,
      productStatus: 'ACTIVE',
      onHand: 0,
      reserved: 0,
      available: 0,
      version: 1,
    });
    const [level] = await testbed.peer.waitForEvents(events.stockLevel, a);
    expect(level?.payload).toMatchObject({ version: 1, onHand: 0, available: 0 });
  });

  test('goods that come in are on hand, in the ledger and published', async () => {
    const [a = ''] = await testbed.stockUp(operator, 0);
    const booked = await replenish(a, { quantity: 7, reason: ' truck ' });
    expect(booked).toMatchObject({ status: 200, body: { onHand: 7, available: 7, version: 2 } });
    const ledger = await operator.get(`/v1/stock/${a}/movements`);
    expect(ledger.body).toMatchObject({
      items: [{ kind: 'REPLENISHED', onHandDelta: 7, reason: 'truck', actor: 'the-operator', orderId: null }],
      next: null,
    });
    const levels = await testbed.peer.waitForEvents(events.stockLevel, a, 2);
    expect(levels.at(-1)?.payload).toMatchObject({ version: 2, onHand: 7, reserved: 0, available: 7 });
    expect((await customer.get(`/v1/stock/${a}`)).headers.get('etag')).toBe('"2"');
  });

  test('the same Idempotency-Key books once, however often and from wherever it comes', async () => {
    const [a = ''] = await testbed.stockUp(operator, 0);
    const headers = key();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => replenish(a, { quantity: 5, reason: 'truck' }, headers)),
    );
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.text}`)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 200, body: { onHand: 5 } });
    expect((await customer.get(`/v1/stock/${a}`)).body).toMatchObject({ onHand: 5 });
    expect(await replenish(a, { quantity: 6, reason: 'truck' }, headers)).toMatchObject({ status: 422 });
    const [b = ''] = await testbed.stockUp(operator, 0);
    expect(await replenish(b, { quantity: 5, reason: 'truck' }, headers)).toMatchObject({ status: 422 });
    expect(await adjust(a, { delta: -5, reason: 'count' }, headers)).toMatchObject({
      status: 200,
      body: { onHand: 0 },
    });
  });

  test('an adjustment under what is reserved is refused, and may be sent again when it fits', async () => {
    const [a = ''] = await testbed.stockUp(operator, 5);
    const orderId = randomUUIDv7();
    await testbed.createOrder(orderId, [[a, 3]]);
    await testbed.peer.waitForEvents(events.stockReserved, orderId);
    const headers = key();
    const refused = await adjust(a, { delta: -3, reason: 'broken' }, headers);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'STOCK_RESERVED', detail: '3 of the 5 on hand are reserved.' },
    });
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(await adjust(a, { delta: -2, reason: 'broken' })).toMatchObject({
      body: { onHand: 3, available: 0 },
    });
    await testbed.cancelOrder(orderId);
    await testbed.peer.waitForEvents(events.stockReleased, orderId);
    expect(await adjust(a, { delta: -3, reason: 'broken' }, headers)).toMatchObject({
      status: 200,
      body: { onHand: 0 },
    });
  });

  test('an archived product keeps its stock and takes no goods; a removed one as well', async () => {
    const [a = ''] = await testbed.stockUp(operator, 5);
    const statusIs = (status: string) =>
      waitFor(async () => (await customer.get(`/v1/stock/${a}`)).text.includes(status));
    await testbed.publishProduct(a, 2, 'ARCHIVED');
    await statusIs('ARCHIVED');
    expect(await replenish(a, { quantity: 1, reason: 'truck' })).toMatchObject({
      status: 409,
      body: { code: 'PRODUCT_NOT_SOLD' },
    });
    expect(await adjust(a, { delta: -1, reason: 'count' })).toMatchObject({ body: { onHand: 4 } });
    await testbed.removeProduct(a, 3);
    await statusIs('REMOVED');
    expect(await replenish(a, { quantity: 1, reason: 'truck' })).toMatchObject({ status: 409 });
    await testbed.publishProduct(a, 4);
    await statusIs('ACTIVE');
    expect(await replenish(a, { quantity: 1, reason: 'truck' })).toMatchObject({ body: { onHand: 5 } });
  });

  test('stock and movements are listed page by page, by filters that the cursor is bound to', async () => {
    const ids = await testbed.stockUp(operator, 2, 0, 9);
    const all: unknown[] = [];
    let cursor = '';
    do {
      const page: unknown = (await customer.get(`/v1/stock?limit=2${cursor}`)).body;
      expect(page).toMatchObject({ items: expect.any(Array) });
      const { items, next } = page as { items: { productId: string }[]; next: string | null };
      all.push(...items.map((item) => item.productId));
      cursor = next === null ? '' : `&cursor=${next}`;
    } while (cursor !== '');
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(expect.arrayContaining([...ids]));

    const low = await customer.get('/v1/stock?availableBelow=3&inStock=true&limit=100');
    expect(low.text).toContain(ids[0]);
    expect(low.text).not.toContain(ids[1]);
    expect(low.text).not.toContain(ids[2]);
    expect((await customer.get(`/v1/stock?sku=SKU-${ids[2]!.slice(-6)}`)).body).toMatchObject({
      items: [{ productId: ids[2] }],
    });

    await adjust(ids[0]!, { delta: 1, reason: 'found' });
    const first = (await operator.get(`/v1/stock/${ids[0]}/movements?limit=1`)).body as { next: string };
    expect(first).toMatchObject({ items: [{ kind: 'ADJUSTED', onHandDelta: 1 }] });
    const second = await operator.get(`/v1/stock/${ids[0]}/movements?limit=1&cursor=${first.next}`);
    expect(second.body).toMatchObject({ items: [{ kind: 'REPLENISHED', onHandDelta: 2 }], next: null });
    for (const path of [
      `/v1/stock/${ids[1]}/movements?cursor=${first.next}`,
      `/v1/stock/${ids[0]}/movements?kind=RESERVED&cursor=${first.next}`,
      `/v1/stock?cursor=${first.next}`,
      `/v1/stock?cursor=nonsense`,
    ]) {
      expect(await operator.get(path)).toMatchObject({ status: 400 });
    }
  });

  test('who may do what', async () => {
    const [a = ''] = await testbed.stockUp(operator, 1);
    const support = await replica.as('support');
    const nobody = httpClient(replica.url);
    const booking = { quantity: 1, reason: 'truck' };
    expect(await nobody.get(`/v1/stock/${a}`)).toMatchObject({ status: 401 });
    expect(await (await replica.as('guest')).get(`/v1/stock/${a}`)).toMatchObject({ status: 200 });
    expect(await customer.get(`/v1/stock/${a}/movements`)).toMatchObject({ status: 403 });
    expect(await customer.get(`/v1/reservations/${randomUUIDv7()}`)).toMatchObject({ status: 403 });
    for (const client of [customer, support]) {
      expect(await client.post(`/v1/stock/${a}/replenish`, booking, key())).toMatchObject({ status: 403 });
      expect(await client.post(`/v1/stock/${a}/adjust`, { delta: 1, reason: 'x' }, key())).toMatchObject({
        status: 403,
      });
    }
    expect(await support.get(`/v1/stock/${a}/movements`)).toMatchObject({ status: 200 });
    expect((await customer.get(`/v1/stock/${a}`)).body).toMatchObject({ onHand: 1 });
  });

  test('bad input is refused with the field named, and changes nothing', async () => {
    const [a = ''] = await testbed.stockUp(operator, 1);
    const cases: readonly [body: unknown, pointer: string][] = [
      [{ quantity: 0, reason: 'x' }, '/quantity'],
      [{ quantity: 1.5, reason: 'x' }, '/quantity'],
      [{ quantity: '1', reason: 'x' }, '/quantity'],
      [{ quantity: 1_000_001, reason: 'x' }, '/quantity'],
      [{ quantity: 1 }, '/reason'],
      [{ quantity: 1, reason: '  ' }, '/reason'],
      [{ quantity: 1, reason: 'x', actor: 'me' }, '/actor'],
    ];
    for (const [body, pointer] of cases) {
      const answer = await replenish(a, body);
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
    }
    expect(await adjust(a, { delta: 0, reason: 'x' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/delta' }] },
    });
    expect(await adjust(a, { delta: 1_000_000_000, reason: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'STOCK_ABOVE_MAXIMUM' },
    });
    expect(await replenish(a, { quantity: 1, reason: 'x' }, {})).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/headers/idempotency-key' }] },
    });
    expect(await replenish(a, '{"quantity":')).toMatchObject({ status: 400 });
    expect(await replenish('1', { quantity: 1, reason: 'x' })).toMatchObject({ status: 400 });
    expect(await customer.get('/v1/stock?colour=red')).toMatchObject({ status: 400 });
    expect(await customer.get('/v1/stock?limit=0')).toMatchObject({ status: 400 });
    expect((await customer.get(`/v1/stock/${a}`)).body).toMatchObject({ onHand: 1, version: 2 });
  });

  test('what is not there is 404', async () => {
    const unknown = randomUUIDv7();
    for (const path of [
      `/v1/stock/${unknown}`,
      `/v1/stock/${unknown}/movements`,
      `/v1/reservations/${unknown}`,
    ]) {
      expect(await operator.get(path)).toMatchObject({ status: 404 });
    }
    expect(await replenish(unknown, { quantity: 1, reason: 'x' })).toMatchObject({ status: 404 });
    expect(await adjust(unknown, { delta: 1, reason: 'x' })).toMatchObject({ status: 404 });
  });

  test('an order tells operators what it holds', async () => {
    const [a = ''] = await testbed.stockUp(operator, 3);
    const orderId = randomUUIDv7();
    await testbed.createOrder(orderId, [[a, 3]]);
    await testbed.peer.waitForEvents(events.stockReserved, orderId);
    expect((await operator.get(`/v1/reservations/${orderId}`)).body).toMatchObject({
      orderId,
      status: 'RESERVED',
      lines: [{ productId: a, quantity: 3 }],
      expiresAt: expect.any(String),
      version: 1,
    });
    const movements = await operator.get(`/v1/stock/${a}/movements?orderId=${orderId}`);
    expect(movements.body).toMatchObject({ items: [{ kind: 'RESERVED', reservedDelta: 3, actor: null }] });
  });

  test('health, metrics and description are there', async () => {
    const nobody = httpClient(replica.url);
    expect(await nobody.get('/health/live')).toMatchObject({ status: 200 });
    expect(await nobody.get('/health/ready')).toMatchObject({ status: 200 });
    expect(await operator.get('/health')).toMatchObject({ status: 200 });
    expect((await nobody.get('/metrics')).text).toContain('inventory_reservation_outcomes_total');
    const description = await nobody.get('/openapi.json');
    expect(description.body).toMatchObject({
      openapi: expect.any(String),
      paths: {
        '/v1/stock': { get: { operationId: 'listStock' } },
        '/v1/stock/{productId}': { get: {} },
        '/v1/stock/{productId}/movements': { get: {} },
        '/v1/stock/{productId}/replenish': { post: {} },
        '/v1/stock/{productId}/adjust': { post: {} },
        '/v1/reservations/{orderId}': { get: {} },
      },
    });
  });
});
