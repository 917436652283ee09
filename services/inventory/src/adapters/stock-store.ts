import type { StockStore } from '../app/ports.ts';

interface StockRow {
  readonly product_id: string;
  readonly on_hand: string;
  readonly reserved: string;
  readonly version: string;
}

const lockStatement = {
  name: 'inventory_lock_stock',
  text: `select product_id, on_hand, reserved, version from stock where product_id = any($1::uuid[])
    order by product_id for update`,
};

const saveStatement = {
  name: 'inventory_save_stock',
  text: `update stock s set on_hand = c.on_hand, reserved = c.reserved, version = c.version, updated_at = $5
    from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[]) as c (product_id, on_hand, reserved, version)
    where s.product_id = c.product_id`,
};

const createMissingStatement = {
  name: 'inventory_create_missing_stock',
  text: `insert into stock (product_id, updated_at)
    select product_id, $2 from unnest($1::uuid[]) as p (product_id) order by product_id
    on conflict (product_id) do nothing
    returning product_id`,
};

/** Stock levels in Postgres: one statement for many rows. */
export function createStockStore(): StockStore {
  return {
    async lock(tx, productIds) {
      if (productIds.length === 0) return new Map();
      const rows = await tx.query<StockRow>(lockStatement, [productIds]);
      return new Map(
        rows.map((row) => [
          row.product_id,
          {
            state: {
              productId: row.product_id,
              onHand: Number(row.on_hand),
              reserved: Number(row.reserved),
            },
            version: Number(row.version),
          },
        ]),
      );
    },
    async save(tx, levels, at) {
      if (levels.length === 0) return;
      await tx.query(saveStatement, [
        levels.map(({ state }) => state.productId),
        levels.map(({ state }) => state.onHand),
        levels.map(({ state }) => state.reserved),
        levels.map(({ version }) => version),
        at,
      ]);
    },
    async createMissing(tx, productIds, at) {
      const rows = await tx.query<{ product_id: string }>(createMissingStatement, [productIds, at]);
      return rows.map((row) => row.product_id);
    },
  };
}
