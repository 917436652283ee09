import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openShop, type Shop } from './support/shop.ts';

let shop: Shop;
const orderIds: string[] = [];
const products = new Map<string, number>();

beforeAll(async () => {
  shop = await openShop({
    inventory: { RESERVATION_TTL_MS: '1500', RESERVATION_SWEEP_INTERVAL_MS: '100' },
    orders: { ORDER_DEADLINE_MS: '6000', ORDER_SWEEP_INTERVAL_MS: '200' },
  });
}, 120_000);

afterAll(() => shop.close(), 60_000);

async function place(productId: string, paymentMethod: string): Promise<string> {
  const orderId = await shop.place({ lines: [{ productId, quantity: 1 }], paymentMethod });
  orderIds.push(orderId);
  return orderId;
}

async function product(stock: number, amountMinor?: number): Promise<string> {
  const productId = await shop.product(stock, amountMinor);
  products.set(productId, stock);
  return productId;
}

test('a reservation that expires during a slow payment ends in a refund or a commit, never both, never neither', async () => {
  const productId = await product(100);
  await shop.changeProvider({ tokenDelayMs: 1_450 });
  for (let index = 0; index < 30; index += 1) {
    await place(productId, 'tok_approve');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await shop.settled(orderIds, products, 60_000);
  await shop.changeProvider({ tokenDelayMs: 0 });
}, 120_000);

test('an order whose payment never comes is cancelled at its deadline', async () => {
  const productId = await product(10, 100_001);
  const orderId = await place(productId, 'tok_approve');
  await shop.reaches(orderId, 'PAYMENT_PENDING', 'CANCELLED');
  const order = await shop.reaches(orderId, 'CANCELLED');
  // The hold ends first here, and either ends the order.
  expect(['TIMEOUT', 'RESERVATION_EXPIRED']).toContain(order.reason);
  await shop.settled(orderIds, products, 60_000);
}, 60_000);

test('an order that nobody answers is cancelled with TIMEOUT', async () => {
  const productId = await product(10);
  await shop.system.programs.inventory.stop();
  const orderId = await place(productId, 'tok_approve');
  expect(await shop.reaches(orderId, 'CANCELLED')).toMatchObject({ reason: 'TIMEOUT' });
  await shop.system.programs.inventory.start();
  await shop.settled(orderIds, products, 60_000);
}, 90_000);
