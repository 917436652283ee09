import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Inventory } from './inventory-database.ts';
import { command, openInventory, order } from './inventory-database.ts';

describe('the database refuses what does not add up, whoever writes it', () => {
  let inventory: Inventory;
  let product: string;
  let held: string;

  beforeAll(async () => {
    inventory = await openInventory();
    [product = ''] = await inventory.addProducts(10);
    held = randomUUIDv7();
    await inventory.settle([order(held, { [product]: 4 })]);
  });

  afterAll(async () => {
    expect(await inventory.discrepancies()).toEqual([]);
    await inventory.close();
  });

  async function refused(sql: string, values: readonly string[] = [product]): Promise<string> {
    const failure = await inventory.db.query(sql, values).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: '23514' });
    return failure instanceof Error ? failure.message : '';
  }

  test('more reserved than on hand', async () => {
    expect(
      await refused('update stock set on_hand = 3, version = version + 1 where product_id = $1'),
    ).toMatch(/stock_reserved_is_covered/);
  });

  test('a level that no movement explains', async () => {
    for (const change of ['on_hand = on_hand + 1', 'reserved = reserved - 1', 'reserved = reserved + 1']) {
      expect(
        await refused(`update stock set ${change}, version = version + 1 where product_id = $1`),
      ).toMatch(/does not follow its movements/);
    }
  });

  test('a level that changes without a new version', async () => {
    expect(await refused('update stock set on_hand = on_hand + 1 where product_id = $1')).toMatch(
      /does not follow its movements/,
    );
  });

  test('a new product with goods out of nowhere', async () => {
    await refused('insert into stock (product_id, on_hand, updated_at) values ($1, 5, now())', [
      randomUUIDv7(),
    ]);
  });

  test('a product or a ledger that vanishes', async () => {
    await refused('delete from stock where product_id = $1');
    await refused('delete from stock_movements where product_id = $1');
    await refused('update stock_movements set on_hand_delta = 1 where product_id = $1');
    await refused('update reservation_lines set quantity = 1 where product_id = $1');
  });

  test('a movement that is not for the next version of the level', async () => {
    expect(
      await refused(
        `insert into stock_movements (product_id, stock_version, kind, on_hand_delta, reserved_delta, reason, actor, at)
         select product_id, version, 'ADJUSTED', 1, 0, 'r', 'a', now() from stock where product_id = $1`,
      ),
    ).toMatch(/not for its next version/);
  });

  test.each([
    ['RESERVED', 1, 1],
    ['COMMITTED', -1, 0],
    ['REPLENISHED', -1, 0],
    ['GIVEN_AWAY', -1, 0],
  ])('a movement that is not what it is called: %s %i %i', async (kind, onHand, reserved) => {
    await refused(
      `insert into stock_movements (product_id, stock_version, kind, on_hand_delta, reserved_delta, order_id, at)
       select product_id, version + 1, '${kind}', ${onHand}, ${reserved}, product_id, now() from stock where product_id = $1`,
    );
  });

  test.each(['COMMITTED', 'RELEASED', 'EXPIRED'])(
    'a hold that turns %s without a movement',
    async (status) => {
      expect(
        await refused(`update reservations set status = '${status}', expires_at = null where order_id = $1`, [
          held,
        ]),
      ).toMatch(/does not follow its movements/);
    },
  );

  test('an order that holds again what it gave back', async () => {
    const given = randomUUIDv7();
    await inventory.settle([order(given, { [product]: 1 })]);
    await inventory.settle([command(given, { type: 'CANCEL' })]);
    await refused(`update reservations set status = 'RESERVED', expires_at = now() where order_id = $1`, [
      given,
    ]);
  });
});
