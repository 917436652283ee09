import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@orpheus/platform/testing';
import { z } from 'zod';
import { orderResource, orderSummaryResource } from '../src/http/order-resource.ts';
import { openServiceStage, orderOf, problem, type ServiceStage } from './support/service-stage.ts';
import { aProduct } from './support/use-case-stage.ts';

let stage: ServiceStage;
const archived = aProduct({ status: 'ARCHIVED' });
const inEuros = aProduct({ prices: [{ amountMinor: 900, currency: 'EUR' }] });

beforeAll(async () => {
  stage = await openServiceStage();
  await Promise.all([archived, inEuros].map(stage.publishProduct));
  // The replica has them once the answer to an order of them is no longer that they are unknown.
  await waitFor(async () => {
    const response = await post(orderOf(archived, inEuros));
    return problem.parse(response.body).errors?.every((each) => !each.detail.includes('no such')) ?? false;
  });
});

afterAll(() => stage.close());

const key = () => ({ 'idempotency-key': randomUUIDv7() });

function post(body: unknown, headers: Readonly<Record<string, string>> = key()) {
  return stage.customer.post('/v1/orders', body, headers);
}

describe('POST /v1/orders', () => {
  it('accepts an order, priced from the replica, and says where it is', async () => {
    const response = await post(orderOf(stage.mug));
    expect(response.status).toBe(202);
    const order = orderResource.parse(response.body);
    expect(response.headers.get('location')).toBe(`/v1/orders/${order.orderId}`);
    expect(order).toMatchObject({
      customerId: stage.customerId,
      status: 'PENDING',
      version: 1,
      total: { amountMinor: 2_500, currency: 'USD' },
      lines: [{ lineNumber: 1, sku: stage.mug.sku, unitPrice: { amountMinor: 1_250, currency: 'USD' } }],
      history: [{ version: 1, status: 'PENDING' }],
    });
    const read = await stage.customer.get(`/v1/orders/${order.orderId}`);
    expect(read.status).toBe(200);
    expect(orderResource.parse(read.body).lines).toEqual(order.lines);
  });

  it('names every line that cannot be ordered, and the key stays free', async () => {
    const headers = key();
    const lines = [stage.mug, aProduct(), archived, inEuros].map(({ productId }) => ({
      productId,
      quantity: 1,
    }));
    const refused = await post({ ...orderOf(), lines }, headers);
    expect(refused.status).toBe(422);
    expect(problem.parse(refused.body).code).toBe('ORDER_REFUSED');
    expect(problem.parse(refused.body).errors?.map((each) => each.pointer)).toEqual([
      '/lines/1/productId',
      '/lines/2/productId',
      '/lines/3/productId',
    ]);
    expect((await post(orderOf(stage.mug), headers)).status).toBe(202);
  });

  const line = { productId: '01999999-0000-7000-8000-000000000001', quantity: 1 };
  const order = { currency: 'USD', lines: [line], paymentMethod: 'tok_approve' };
  const malformed: readonly (readonly [string, unknown, string])[] = [
    ['no lines', { ...order, lines: [] }, '/lines'],
    ['101 lines', { ...order, lines: Array.from({ length: 101 }, () => line) }, '/lines'],
    ['a quantity of 0', { ...order, lines: [line, { ...line, quantity: 0 }] }, '/lines/1/quantity'],
    ['a quantity of 1,001', { ...order, lines: [{ ...line, quantity: 1_001 }] }, '/lines/0/quantity'],
    ['half a piece', { ...order, lines: [{ ...line, quantity: 0.5 }] }, '/lines/0/quantity'],
    ['a quantity in words', { ...order, lines: [{ ...line, quantity: 'two' }] }, '/lines/0/quantity'],
    ['a product that is no UUID', { ...order, lines: [{ ...line, productId: 'mug' }] }, '/lines/0/productId'],
    ['a price of its own', { ...order, lines: [{ ...line, unitPrice: 1 }] }, '/lines/0/unitPrice'],
    ['a customer of its own', { ...order, customerId: line.productId }, '/customerId'],
    ['no currency', { lines: [line], paymentMethod: 'tok_approve' }, '/currency'],
    ['a currency in small letters', { ...order, currency: 'usd' }, '/currency'],
    ['no payment method', { currency: 'USD', lines: [line] }, '/paymentMethod'],
    ['a list instead of an order', [order], ''],
  ];
  for (const [what, body, pointer] of malformed) {
    it(`refuses ${what}`, async () => {
      const response = await post(body);
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toMatch('application/problem+json');
      expect(problem.parse(response.body).errors?.map((each) => each.pointer)).toContain(pointer);
    });
  }

  it('refuses what is not JSON', async () => {
    const response = await post('{"currency":');
    expect(response.status).toBe(400);
    expect(problem.parse(response.body).status).toBe(400);
  });

  it('needs a token, of a customer', async () => {
    expect((await stage.anyone.post('/v1/orders', orderOf(stage.mug), key())).status).toBe(401);
    expect((await stage.operator.post('/v1/orders', orderOf(stage.mug), key())).status).toBe(403);
    const nobody = await stage.as('not-a-uuid', 'customer');
    const response = await nobody.post('/v1/orders', orderOf(stage.mug), key());
    expect(response.status).toBe(403);
    expect(problem.parse(response.body).code).toBe('NOT_A_CUSTOMER');
  });
});

describe('the Idempotency-Key', () => {
  it('is required, and well-formed', async () => {
    for (const headers of [{}, { 'idempotency-key': 'a'.repeat(256) }, { 'idempotency-key': 'a b' }]) {
      const response = await post(orderOf(stage.mug), headers);
      expect(response.status).toBe(400);
      expect(problem.parse(response.body).errors?.map((each) => each.pointer)).toEqual([
        '/headers/idempotency-key',
      ]);
    }
  });

  it('gives the stored answer again, byte for byte, also after the order has moved on', async () => {
    const headers = key();
    const first = await post(orderOf(stage.mug), headers);
    const { orderId } = orderResource.parse(first.body);
    await stage.customer.post(`/v1/orders/${orderId}/cancel`);
    const second = await post(orderOf(stage.mug), headers);
    expect([second.status, second.text]).toEqual([202, first.text]);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
  });

  it('with another body is refused', async () => {
    const headers = key();
    await post(orderOf(stage.mug), headers);
    const response = await post({ ...orderOf(stage.mug), paymentMethod: 'tok_decline' }, headers);
    expect(response.status).toBe(422);
    expect(problem.parse(response.body).code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('fifty times at once makes one order and one answer', async () => {
    const client = await stage.as(randomUUIDv7(), 'customer');
    const headers = key();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => client.post('/v1/orders', orderOf(stage.mug), headers)),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([202]));
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(listOf(await client.get('/v1/orders')).items).toHaveLength(1);
  });
});

const page = z.object({ items: z.array(orderSummaryResource), next: z.string().nullable() });
const listOf = (response: { readonly body: unknown }) => page.parse(response.body);

describe('reading orders', () => {
  it('shows a customer only what is his', async () => {
    const { orderId } = await stage.place();
    const stranger = await stage.as(randomUUIDv7(), 'customer');
    expect((await stranger.get(`/v1/orders/${orderId}`)).status).toBe(404);
    expect((await stranger.post(`/v1/orders/${orderId}/cancel`)).status).toBe(404);
    expect(listOf(await stranger.get('/v1/orders')).items).toEqual([]);
    expect(listOf(await stranger.get(`/v1/orders?customerId=${stage.customerId}`)).items).toEqual([]);
    expect(listOf(await (await stage.as('not-a-uuid', 'customer')).get('/v1/orders')).items).toEqual([]);
    expect((await stage.get(orderId)).status).toBe('PENDING');
    const support = await stage.as(randomUUIDv7(), 'support');
    expect((await support.get(`/v1/orders/${orderId}`)).status).toBe(200);
    expect((await support.post(`/v1/orders/${orderId}/cancel`)).status).toBe(403);
  });

  it('answers 404 for what there is not, 400 for what is no id', async () => {
    expect((await stage.customer.get(`/v1/orders/${randomUUIDv7()}`)).status).toBe(404);
    expect((await stage.customer.get('/v1/orders/42')).status).toBe(400);
  });

  it('carries the version as ETag', async () => {
    const { orderId } = await stage.place();
    expect((await stage.customer.get(`/v1/orders/${orderId}`)).headers.get('etag')).toBe('"1"');
    const cancelled = await stage.customer.post(`/v1/orders/${orderId}/cancel`);
    expect([cancelled.status, cancelled.headers.get('etag')]).toEqual([200, '"2"']);
  });

  it('lists page by page, the newest first, every order once', async () => {
    const customerId = randomUUIDv7();
    const client = await stage.as(customerId, 'customer');
    const placed = await Promise.all(Array.from({ length: 7 }, () => stage.place(client)));
    const seen: string[] = [];
    let cursor = '';
    for (let pages = 0; pages < 10; pages += 1) {
      const { items, next } = listOf(await client.get(`/v1/orders?limit=3${cursor}`));
      seen.push(...items.map((each) => each.orderId));
      if (next === null) break;
      cursor = `&cursor=${next}`;
    }
    expect(seen).toHaveLength(7);
    expect(new Set(seen)).toEqual(new Set(placed.map((each) => each.orderId)));
    const byOperator = listOf(await stage.operator.get(`/v1/orders?customerId=${customerId}&limit=100`));
    expect(byOperator.items.map((each) => each.orderId)).toEqual(seen);
  });

  it('filters by status, and a cursor serves only the list that it came from', async () => {
    const client = await stage.as(randomUUIDv7(), 'customer');
    const orders = await Promise.all([stage.place(client), stage.place(client), stage.place(client)]);
    await client.post(`/v1/orders/${orders[0]!.orderId}/cancel`);
    const cancelled = listOf(await client.get('/v1/orders?status=CANCELLED'));
    expect(cancelled.items.map((each) => each.orderId)).toEqual([orders[0]!.orderId]);
    expect(cancelled.items[0]).toMatchObject({ status: 'CANCELLED', reason: 'CUSTOMER' });
    const { next } = listOf(await client.get('/v1/orders?status=PENDING&limit=1'));
    expect((await client.get(`/v1/orders?limit=1&cursor=${next}`)).status).toBe(400);
    expect((await client.get('/v1/orders?cursor=nonsense')).status).toBe(400);
    expect((await client.get('/v1/orders?status=LOST')).status).toBe(400);
    expect((await client.get('/v1/orders?limit=0')).status).toBe(400);
    expect((await client.get('/v1/orders?colour=red')).status).toBe(400);
    expect((await client.get('/v1/orders?limit=100000')).status).toBe(200);
  });
});

describe('the service itself', () => {
  it('says that it lives and is ready, and details to operators only', async () => {
    expect((await stage.anyone.get('/health/live')).status).toBe(200);
    expect((await stage.anyone.get('/health/ready')).status).toBe(200);
    expect((await stage.anyone.get('/health')).status).toBe(401);
    expect((await stage.operator.get('/health')).status).toBe(200);
  });

  it('counts orders', async () => {
    await stage.place();
    const count = await stage.metric(/^orders_total\{status="PENDING".*\} (\d+)$/m);
    expect(Number(count)).toBeGreaterThan(0);
  });

  it('describes its routes', async () => {
    const { body } = await stage.anyone.get('/openapi.json');
    expect(body).toMatchObject({
      paths: {
        '/v1/orders': { post: { operationId: 'placeOrder' }, get: { operationId: 'listOrders' } },
        '/v1/orders/{orderId}': { get: { operationId: 'getOrder' } },
        '/v1/orders/{orderId}/cancel': { post: { operationId: 'cancelOrder' } },
      },
    });
  });
});
