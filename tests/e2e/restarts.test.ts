import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openShop, type Shop } from './support/shop.ts';

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
}, 120_000);

afterAll(() => shop.close(), 60_000);

const methods = ['tok_approve', 'tok_approve', 'tok_approve', 'tok_decline', 'tok_pending'];

test('every service is stopped and started again in the middle of 500 orders, and all end with sums that agree', async () => {
  const products = new Map<string, number>();
  for (const stock of [400, 400, 60]) products.set(await shop.product(stock), stock);
  const ids = [...products.keys()];
  const orderIds: string[] = [];
  let placing = true;
  const load = (async () => {
    for (let index = 0; index < 500; index += 1) {
      const lines = [{ productId: ids[index % ids.length]!, quantity: 1 }];
      const key = `order-${index}`;
      const paymentMethod = methods[index % methods.length]!;
      // The service that takes orders is stopped too: a client asks again with the same key.
      for (;;) {
        const orderId = await shop.place({ lines, paymentMethod }, key).catch(() => undefined);
        if (orderId !== undefined) {
          orderIds.push(orderId);
          break;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    placing = false;
  })();
  const { catalog, inventory, orders, payments } = shop.system.programs;
  for (const [index, program] of [inventory, payments, orders, catalog].entries()) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await (index % 2 === 0 ? program.kill() : program.stop());
    await program.start();
  }
  await load;
  expect(placing).toBe(false);
  expect(new Set(orderIds).size).toBe(500);
  const ended = await shop.settled(orderIds, products, 120_000);
  expect(ended.filter((each) => each.status === 'CONFIRMED').length).toBeGreaterThan(100);
}, 240_000);
