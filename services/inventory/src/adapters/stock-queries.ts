import type { StockQueries, StockView } from '../app/stock-queries.ts';
import type { MovementRow, ReservationViewRow, StockViewRow } from './stock-query-rows.ts';
import { movementView, reservationView, stockView } from './stock-query-rows.ts';

const stockColumns = `s.product_id, p.sku, p.name, s.on_hand, s.reserved, s.version, s.updated_at,
  case when p.deleted then 'REMOVED' when p.status = 'ARCHIVED' then 'ARCHIVED' else 'ACTIVE' end as product_status`;

const listStatement = {
  name: 'inventory_list_stock',
  text: `select ${stockColumns}
    from stock s join products p on p.product_id = s.product_id
    where ($1::text is null or p.sku = $1)
      and ($2::boolean is null or (s.on_hand > s.reserved) = $2)
      and ($3::bigint is null or s.on_hand - s.reserved < $3)
      and ($4::uuid is null or s.product_id > $4)
    order by s.product_id limit $5`,
};

const findStatement = {
  name: 'inventory_find_stock',
  text: `select ${stockColumns} from stock s join products p on p.product_id = s.product_id where s.product_id = $1`,
};

const movementsStatement = {
  name: 'inventory_list_movements',
  text: `select id, stock_version, kind, on_hand_delta, reserved_delta, order_id, reason, actor, at
    from stock_movements
    where product_id = $1
      and ($2::text is null or kind = $2)
      and ($3::uuid is null or order_id = $3)
      and ($4::bigint is null or (stock_version, id) < ($4, $5::bigint))
    order by stock_version desc, id desc limit $6`,
};

const reservationStatement = {
  name: 'inventory_find_reservation',
  text: `select r.order_id, r.status, r.expires_at, r.reason, r.shortages, r.version, r.created_at, r.updated_at,
      coalesce((
        select json_agg(json_build_object('productId', l.product_id, 'quantity', l.quantity) order by l.product_id)
        from reservation_lines l where l.order_id = r.order_id
      ), '[]') as lines
    from reservations r where r.order_id = $1`,
};

/** Reads stock, movements and reservations for people. */
export function createStockQueries(): StockQueries {
  return {
    async list(sql, { sku, inStock, availableBelow }, { limit, after }) {
      const values = [sku ?? null, inStock ?? null, availableBelow ?? null, after ?? null, limit];
      return (await sql.query<StockViewRow>(listStatement, values)).map(stockView);
    },
    async find(sql, productId): Promise<StockView | undefined> {
      return (await sql.query<StockViewRow>(findStatement, [productId])).map(stockView)[0];
    },
    async movements(sql, productId, { kind, orderId }, { limit, after }) {
      const position = [after?.stockVersion ?? null, after?.id ?? null];
      const values = [productId, kind ?? null, orderId ?? null, ...position, limit];
      return (await sql.query<MovementRow>(movementsStatement, values)).map(movementView);
    },
    async reservation(sql, orderId) {
      return (await sql.query<ReservationViewRow>(reservationStatement, [orderId])).map(reservationView)[0];
    },
  };
}
