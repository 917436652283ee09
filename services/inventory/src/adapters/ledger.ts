import type { Ledger } from '../app/ports.ts';

// `with ordinality`: the ids of a batch's movements follow the order in which they happened.
const appendStatement = {
  name: 'inventory_append_movements',
  text: `insert into stock_movements
      (product_id, stock_version, kind, on_hand_delta, reserved_delta, order_id, reason, actor, at)
    select e.product_id, e.stock_version, e.kind, e.on_hand_delta, e.reserved_delta, e.order_id, e.reason, e.actor, $9
    from unnest($1::uuid[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::uuid[], $7::text[], $8::text[])
      with ordinality
      as e (product_id, stock_version, kind, on_hand_delta, reserved_delta, order_id, reason, actor, place)
    order by e.place`,
};

/** The ledger of movements in Postgres. */
export function createLedger(): Ledger {
  return {
    async append(tx, entries, at) {
      if (entries.length === 0) return;
      await tx.query(appendStatement, [
        entries.map((entry) => entry.productId),
        entries.map((entry) => entry.stockVersion),
        entries.map((entry) => entry.kind),
        entries.map((entry) => entry.onHandDelta),
        entries.map((entry) => entry.reservedDelta),
        entries.map((entry) => entry.orderId ?? null),
        entries.map((entry) => entry.reason ?? null),
        entries.map((entry) => entry.actor ?? null),
        at,
      ]);
    },
  };
}
