import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openShop, type Shop, summary } from './support/shop.ts';

let shop: Shop;
/** Everything that was ever ordered: the provider's ledger knows no less. */
const orderIds: string[] = [];
const products = new Map<string, number>();

beforeAll(async () => {
  shop = await openShop();
}, 120_000);

afterAll(() => shop.close(), 60_000);

async function product(stock: number): Promise<string> {
  const productId = await shop.product(stock);
  products.set(productId, stock);
  return productId;
}

async function place(productId: string, paymentMethod = 'tok_approve'): Promise<string> {
  const orderId = await shop.place({ lines: [{ productId, quantity: 1 }], paymentMethod });
  orderIds.push(orderId);
  return orderId;
}

const times = (count: number) => Array.from({ length: count }, (_, index) => index);

test('of 100 concurrent orders for 1 unit, one is confirmed, 99 are rejected and uncharged', async () => {
  const productId = await product(1);
  await Promise.all(times(100).map(() => place(productId)));
  const orders = await shop.settled(orderIds, products);
  expect(summary(orders.filter((each) => each.status === 'CONFIRMED'))).toBe('{"CONFIRMED":1}');
  expect(orders.filter((each) => each.status === 'REJECTED')).toHaveLength(99);
  expect((await shop.ledger()).captures).toHaveLength(1);
}, 90_000);

test('cancelling 200 times in the race with the confirmation never charges without an order nor loses stock', async () => {
  const productId = await product(1_000);
  const answers = await Promise.all(
    times(200).map(async (index) => {
      const orderId = await place(productId, index % 5 === 0 ? 'tok_pending' : 'tok_approve');
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 120));
      return shop.cancel(orderId);
    }),
  );
  expect(answers.every((status) => status === 200)).toBe(true);
  const orders = await shop.settled(orderIds, products, 90_000);
  const raced = orders.slice(100);
  expect(raced.filter((each) => each.status === 'CANCELLED' || each.status === 'REFUNDED')).toHaveLength(200);
}, 150_000);
