import { randomInt, randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CausedCommand } from '../src/app/settle-orders.ts';
import type { Inventory } from './inventory-database.ts';
import { command, openInventory, order } from './inventory-database.ts';

const productCount = 8;
const orderCount = 60;

function pick<Item>(items: readonly Item[]): Item {
  return items[randomInt(items.length)]!;
}

describe('everything at once over the same hot products', () => {
  let inventory: Inventory;
  let products: readonly string[];

  beforeAll(async () => {
    inventory = await openInventory();
    products = await inventory.addProducts(...Array<number>(productCount).fill(30));
  });

  afterAll(() => inventory.close());

  test('no deadlock, no oversell, and the ledger adds up', async () => {
    const orders = Array.from({ length: orderCount }, () => randomUUIDv7());
    // Known beforehand, so that two writers of the same order always meet at its row.
    await inventory.settle(orders.map((id) => order(id, someLines())));
    const failures: unknown[] = [];
    const attempt = (work: Promise<unknown>) => work.catch((error: unknown) => failures.push(error));

    async function replica(): Promise<void> {
      for (let round = 0; round < 15; round += 1) {
        const batch = Array.from({ length: randomInt(1, 30) }, (): CausedCommand => {
          if (randomInt(4) === 0) return order(randomUUIDv7(), someLines(), expiry());
          return command(pick(orders), { type: randomInt(5) < 3 ? 'COMMIT' : 'CANCEL' });
        });
        await attempt(inventory.settle(batch));
      }
    }
    async function people(): Promise<void> {
      for (let round = 0; round < 25; round += 1) {
        await attempt(inventory.replenish(pick(products), randomInt(1, 20)));
        await attempt(inventory.adjust(pick(products), -randomInt(1, 40)));
      }
    }
    let working = true;
    async function sweeper(): Promise<void> {
      while (working) await attempt(inventory.expire());
      await attempt(inventory.expire());
    }
    const workers = Promise.all([replica(), replica(), replica(), people(), people()]).finally(() => {
      working = false;
    });
    await Promise.all([workers, sweeper(), sweeper()]);

    expect(failures).toEqual([]);
    expect(await inventory.discrepancies()).toEqual([]);
    const [sums] = await inventory.db.query<{ moved: string; there: string }>(
      `select (select sum(on_hand_delta) from stock_movements) as moved, (select sum(on_hand) from stock) as there`,
    );
    expect(sums?.moved).toBe(sums?.there);
    const [kinds] = await inventory.db.query<{ kinds: string }>(
      'select count(distinct kind) as kinds from stock_movements',
    );
    expect(Number(kinds?.kinds)).toBe(7);
  });

  function someLines(): Record<string, number> {
    return Object.fromEntries(
      Array.from({ length: randomInt(1, 4) }, () => [pick(products), randomInt(1, 4)]),
    );
  }

  function expiry(): Date {
    return new Date(inventory.time.now.getTime() + (randomInt(2) === 0 ? -1_000 : 900_000));
  }
});
