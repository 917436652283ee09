import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Inventory } from './inventory-database.ts';
import { command, openInventory, order } from './inventory-database.ts';

describe('settling orders on a real database', () => {
  let inventory: Inventory;

  beforeAll(async () => {
    inventory = await openInventory();
  });

  afterAll(() => inventory.close());

  test('a hundred orders for one unit, over many transactions at once: one is reserved', async () => {
    const [a = ''] = await inventory.addProducts(1);
    const orders = Array.from({ length: 100 }, () => randomUUIDv7());
    await Promise.all(
      Array.from({ length: 10 }, (_, batch) =>
        inventory.settle(orders.slice(batch * 10, batch * 10 + 10).map((id) => order(id, { [a]: 1 }))),
      ),
    );
    const statuses = await Promise.all(orders.map((id) => inventory.status(id)));
    expect(statuses.filter((status) => status === 'RESERVED')).toHaveLength(1);
    expect(statuses.filter((status) => status === 'REJECTED')).toHaveLength(99);
    expect(await inventory.level(a)).toEqual({ onHand: 1, reserved: 1 });
  });

  test('a batch over one hot product appends one level, after the events of all orders', async () => {
    const [a = ''] = await inventory.addProducts(50);
    const before = await inventory.appended();
    await inventory.settle(Array.from({ length: 20 }, () => order(randomUUIDv7(), { [a]: 1 })));
    const added = (await inventory.appended()).slice(before.length);
    expect(added).toEqual([...Array(20).fill('stock.reserved'), 'StockLevel']);
  });

  test('an order that begins, pays and is cancelled within one batch ends as in three', async () => {
    const [a = ''] = await inventory.addProducts(5);
    const id = randomUUIDv7();
    const before = await inventory.appended();
    await inventory.settle([
      order(id, { [a]: 2 }),
      command(id, { type: 'COMMIT' }),
      command(id, { type: 'CANCEL' }),
    ]);
    expect(await inventory.status(id)).toBe('PUT_BACK');
    expect(await inventory.level(a)).toEqual({ onHand: 5, reserved: 0 });
    expect((await inventory.appended()).slice(before.length)).toEqual([
      'stock.reserved',
      'stock.committed',
      'stock.released',
      'StockLevel',
    ]);
  });

  test('after its hold expired, an order that is paid takes the stock afresh', async () => {
    const [a = ''] = await inventory.addProducts(3);
    const id = randomUUIDv7();
    await inventory.settle([order(id, { [a]: 3 }, new Date(inventory.time.now.getTime() - 1))]);
    expect(await inventory.expire()).toBe(1);
    expect(await inventory.level(a)).toEqual({ onHand: 3, reserved: 0 });
    await inventory.settle([command(id, { type: 'COMMIT' })]);
    expect(await inventory.status(id)).toBe('COMMITTED');
    expect(await inventory.level(a)).toEqual({ onHand: 0, reserved: 0 });
  });

  test('and fails when somebody else was faster, which a cancellation then closes', async () => {
    const [a = ''] = await inventory.addProducts(3);
    const [slow, fast] = [randomUUIDv7(), randomUUIDv7()];
    await inventory.settle([order(slow, { [a]: 3 }, new Date(inventory.time.now.getTime() - 1))]);
    await inventory.expire();
    await inventory.settle([order(fast, { [a]: 1 }), command(slow, { type: 'COMMIT' })]);
    expect(await inventory.status(slow)).toBe('COMMIT_FAILED');
    await inventory.settle([command(slow, { type: 'CANCEL' }), command(slow, { type: 'COMMIT' })]);
    expect(await inventory.status(slow)).toBe('CANCELLED');
    expect(await inventory.level(a)).toEqual({ onHand: 3, reserved: 1 });
  });

  test('a sweep ends what is due, a batch at a time, and nothing else', async () => {
    const [a = ''] = await inventory.addProducts(100);
    const now = inventory.time.now.getTime();
    await inventory.settle(
      Array.from({ length: 25 }, () => order(randomUUIDv7(), { [a]: 1 }, new Date(now - 1_000))),
    );
    const later = randomUUIDv7();
    await inventory.settle([order(later, { [a]: 1 }, new Date(now + 1))]);
    expect([await inventory.expire(), await inventory.expire(), await inventory.expire()]).toEqual([
      20, 5, 0,
    ]);
    expect(await inventory.level(a)).toEqual({ onHand: 100, reserved: 1 });
    expect(await inventory.status(later)).toBe('RESERVED');
  });

  test('sweepers side by side pass over what the other one has', async () => {
    const [a = ''] = await inventory.addProducts(100);
    const past = new Date(inventory.time.now.getTime() - 1_000);
    await inventory.settle(Array.from({ length: 40 }, () => order(randomUUIDv7(), { [a]: 1 }, past)));
    const swept = await Promise.all([inventory.expire(), inventory.expire(), inventory.expire()]);
    const rest = await inventory.expire();
    expect([...swept, rest, await inventory.expire()].reduce((sum, each) => sum + each, 0)).toBe(40);
    expect(await inventory.level(a)).toEqual({ onHand: 100, reserved: 0 });
  });

  test('a cancellation that comes before its order is remembered', async () => {
    const [a = ''] = await inventory.addProducts(1);
    const id = randomUUIDv7();
    await inventory.settle([command(id, { type: 'CANCEL' })]);
    await inventory.settle([order(id, { [a]: 1 }), command(id, { type: 'COMMIT' })]);
    expect(await inventory.status(id)).toBe('CANCELLED');
    expect(inventory.outcomes.slice(-3)).toEqual(['CANCEL_NOTED', 'ALREADY_CANCELLED', 'ALREADY_CANCELLED']);
    expect(await inventory.level(a)).toEqual({ onHand: 1, reserved: 0 });
  });

  test('a payment for an order that nobody knows changes nothing and is named', async () => {
    const id = randomUUIDv7();
    await inventory.settle([command(id, { type: 'COMMIT' })]);
    expect(inventory.outcomes.at(-1)).toBe('ORDER_UNKNOWN');
    expect(await inventory.status(id)).toBeUndefined();
  });

  test('the same new order in two transactions at once is written by one, the other is told to come again', async () => {
    const [a = ''] = await inventory.addProducts(10);
    const id = randomUUIDv7();
    const results = await Promise.allSettled([
      inventory.settle([order(id, { [a]: 1 })]),
      inventory.settle([command(id, { type: 'CANCEL' })]),
    ]);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ name: 'PassingFault' });
    }
    expect(results.some((result) => result.status === 'fulfilled')).toBe(true);
    expect(await inventory.discrepancies()).toEqual([]);
  });

  test('nothing that was done here left a discrepancy', async () => {
    expect(await inventory.discrepancies()).toEqual([]);
  });
});
