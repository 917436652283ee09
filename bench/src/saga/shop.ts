import { randomUUID } from 'node:crypto';
import type { TestSystem } from '@orpheus/dev/testing';
import { type HttpClient, httpClient, type TestResponse, waitFor } from '@orpheus/platform/testing';

/** A shop with enough of everything. */
export interface BenchShop {
  /** Places an order of two lines and returns its id. @throws Error for any answer but 202 */
  place(index: number): Promise<string>;
}

const productCount = 50;
const stockEach = 1_000_000;
/** Far below the amount that is held for review. */
const amountMinor = 500;

export async function openShop(system: TestSystem): Promise<BenchShop> {
  const staff = await system.token({ subject: randomUUID(), roles: ['operator', 'admin'] });
  const customer = await system.token({ subject: randomUUID(), roles: ['customer'] });
  const productIds = await createProducts(httpClient(system.urls.catalog, staff));
  const inventory = httpClient(system.urls.inventory, staff);
  await Promise.all(productIds.map((productId) => stockUp(inventory, productId)));
  const orders = httpClient(system.urls.orders, customer);
  await waitFor(async () => (await placeOrder(orders, productIds)).status === 202, { timeoutMs: 30_000 });
  return {
    async place(index) {
      const lines = [
        productIds[index % productCount] ?? '',
        productIds[(index * 7 + 1) % productCount] ?? '',
      ];
      const answer = await placeOrder(orders, lines);
      return textIn(expectStatus(answer, 202).body, 'orderId');
    },
  };
}

async function createProducts(catalog: HttpClient): Promise<string[]> {
  const products = Array.from({ length: productCount }, (_, index) => ({
    sku: `BENCH-${index}`,
    name: `Product ${index}`,
    prices: [{ amountMinor, currency: 'USD' }],
  }));
  const answer = expectStatus(await catalog.post('/v1/products/bulk', { products }), 200);
  const results = fieldIn(answer.body, 'results');
  if (!Array.isArray(results)) throw new Error(`no results in ${answer.text}`);
  return results.map((result: unknown) => textIn(result, 'productId'));
}

/** Inventory hears of a product by its topic. */
async function stockUp(inventory: HttpClient, productId: string): Promise<void> {
  const path = `/v1/stock/${productId}`;
  await waitFor(async () => (await inventory.get(path)).status === 200, {
    timeoutMs: 30_000,
    intervalMs: 250,
  });
  const body = { quantity: stockEach, reason: 'benchmark' };
  expectStatus(await inventory.post(`${path}/replenish`, body, { 'idempotency-key': productId }), 200);
}

function placeOrder(orders: HttpClient, productIds: readonly string[]): Promise<TestResponse> {
  const lines = [...new Set(productIds)].map((productId) => ({ productId, quantity: 1 }));
  const body = { currency: 'USD', lines, paymentMethod: 'tok_approve' };
  return orders.post('/v1/orders', body, { 'idempotency-key': randomUUID() });
}

function expectStatus(answer: TestResponse, status: number): TestResponse {
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.text}`);
  return answer;
}

function fieldIn(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function textIn(value: unknown, name: string): string {
  const field = fieldIn(value, name);
  if (typeof field !== 'string') throw new Error(`no ${name} in ${JSON.stringify(value)}`);
  return field;
}
