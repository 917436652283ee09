import type { Statement, Transaction } from '@orpheus/platform/db';
import type { OrderStep, OrderStore, PlacedOrder } from '../app/ports.ts';
import type { Order } from '../domain/order.ts';
import { openStatuses } from '../domain/order-status.ts';
import { orderColumns, stateColumns, toOrder } from './order-row.ts';

const insertOrders: Statement = {
  name: 'orders_insert',
  text: `insert into orders (order_id, customer_id, status, version, currency, total_minor, payment_method,
      placed_at, updated_at, deadline_at)
    select order_id, customer_id, status, version, currency, total_minor, payment_method, placed_at, placed_at, deadline_at
    from unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::text[], $6::bigint[], $7::text[], $8::timestamptz[],
      $9::timestamptz[])
      as new (order_id, customer_id, status, version, currency, total_minor, payment_method, placed_at, deadline_at)`,
};

const insertLines: Statement = {
  name: 'order_lines_insert',
  text: `insert into order_lines (order_id, line_number, product_id, sku, name, quantity, unit_price_minor, line_total_minor)
    select * from unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::text[], $6::int[], $7::bigint[], $8::bigint[])`,
};

const insertHistory: Statement = {
  name: 'order_status_history_insert',
  text: `insert into order_status_history (order_id, version, status, reason, at, cause_id)
    select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::timestamptz[], $6::text[])`,
};

// `no key update` lets the foreign keys of the history and the lines pass.
const lockById: Statement = {
  name: 'orders_lock',
  text: `select ${orderColumns} from orders where order_id = any($1::uuid[]) order by order_id for no key update`,
};

// The statuses stand in the text, since the planner proves the partial index's condition from nothing else.
const lockOverdue: Statement = {
  name: 'orders_lock_overdue',
  text: `select ${orderColumns} from orders
    where status in (${openStatuses.map((status) => `'${status}'`).join(', ')}) and deadline_at <= $1
    order by deadline_at limit $2 for no key update skip locked`,
};

const update: Statement = {
  name: 'orders_update',
  text: `update orders set status = new.status, version = new.version, reason = new.reason,
      rejected_lines = new.rejected_lines, shipment_id = coalesce(new.shipment_id, orders.shipment_id),
      refunded_minor = new.refunded_minor, updated_at = new.updated_at
    from unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::jsonb[], $6::uuid[], $7::bigint[], $8::timestamptz[])
      as new (order_id, status, version, reason, rejected_lines, shipment_id, refunded_minor, updated_at)
    where orders.order_id = new.order_id`,
};

interface HistoryRow {
  readonly order: Order;
  readonly at: Date;
  readonly causeId: string;
}

async function writeHistory(tx: Transaction, rows: readonly HistoryRow[]): Promise<void> {
  await tx.query(insertHistory, [
    rows.map(({ order }) => order.orderId),
    rows.map(({ order }) => order.version),
    rows.map(({ order }) => order.status),
    rows.map(({ order }) => stateColumns(order).reason),
    rows.map(({ at }) => at),
    rows.map(({ causeId }) => causeId),
  ]);
}

async function insert(tx: Transaction, placed: readonly PlacedOrder[]): Promise<void> {
  const orders = placed.map((each) => each.order);
  const lines = placed.flatMap((each) =>
    each.lines.map((line) => ({ ...line, orderId: each.order.orderId })),
  );
  await tx.query(insertOrders, [
    orders.map((order) => order.orderId),
    orders.map((order) => order.customerId),
    orders.map((order) => order.status),
    orders.map((order) => order.version),
    orders.map((order) => order.total.currency),
    orders.map((order) => order.total.amountMinor),
    placed.map((each) => each.paymentMethod),
    orders.map((order) => new Date(order.placedAt)),
    orders.map((order) => new Date(order.deadlineAt)),
  ]);
  await tx.query(insertLines, [
    lines.map((line) => line.orderId),
    lines.map((line) => line.lineNumber),
    lines.map((line) => line.productId),
    lines.map((line) => line.sku),
    lines.map((line) => line.name),
    lines.map((line) => line.quantity),
    lines.map((line) => line.unitPrice.amountMinor),
    lines.map((line) => line.lineTotal.amountMinor),
  ]);
  await writeHistory(
    tx,
    placed.map(({ order, cause }) => ({ order, at: new Date(order.placedAt), causeId: cause.causationId })),
  );
}

async function save(tx: Transaction, steps: readonly OrderStep[]): Promise<void> {
  const last = [...new Map(steps.map((step) => [step.order.orderId, step])).values()];
  const columns = last.map(({ order }) => stateColumns(order));
  await tx.query(update, [
    last.map(({ order }) => order.orderId),
    last.map(({ order }) => order.status),
    last.map(({ order }) => order.version),
    columns.map((each) => each.reason),
    columns.map((each) => each.rejectedLines),
    columns.map((each) => each.shipmentId),
    columns.map((each) => each.refundedMinor),
    last.map(({ at }) => at),
  ]);
  await writeHistory(
    tx,
    steps.map(({ order, at, cause }) => ({ order, at, causeId: cause.causationId })),
  );
}

/** Orders in Postgres: each call is one statement a table, however many orders it carries. */
export const orderStore: OrderStore = {
  insert,
  save,
  async lock(tx, orderIds) {
    const rows = await tx.query(lockById, [orderIds]);
    return new Map(rows.map(toOrder).map((order) => [order.orderId, order]));
  },
  async lockOverdue(tx, now, limit) {
    const rows = await tx.query(lockOverdue, [now, limit]);
    return rows.map(toOrder);
  },
};
