import type { SqlExecutor, SqlValue } from '@orpheus/platform/db';
import { z } from 'zod';
import type { OrderFilter, OrderPosition, OrderReader, OrderSummary, OrderView } from '../app/ports.ts';
import { endReasons, orderStatuses } from '../domain/order-status.ts';
import { rejectedLines } from './order-row.ts';

const amount = z.coerce.number();

const summaryRow = z.object({
  order_id: z.string(),
  customer_id: z.string(),
  status: z.enum(orderStatuses),
  version: z.number(),
  currency: z.string(),
  total_minor: amount,
  reason: z.enum(endReasons).nullable(),
  placed_at: z.date(),
  updated_at: z.date(),
  deadline_at: z.date(),
});
const summaryColumns = Object.keys(summaryRow.shape).join(', ');

const lineRow = z.object({
  line_number: z.number(),
  product_id: z.string(),
  sku: z.string(),
  name: z.string(),
  quantity: z.number(),
  unit_price_minor: amount,
  line_total_minor: amount,
});

const historyRow = z.object({
  version: z.number(),
  status: z.enum(orderStatuses),
  reason: z.enum(endReasons).nullable(),
  at: z.coerce.date(),
});

const viewRow = summaryRow.extend({
  shipment_id: z.string().nullable(),
  rejected_lines: rejectedLines.nullable(),
  lines: z.array(lineRow),
  history: z.array(historyRow),
});

// One statement is one snapshot: the version, the lines and the history belong together.
const findOne = {
  name: 'orders_find_view',
  text: `select ${summaryColumns}, shipment_id, rejected_lines,
      (select json_agg(l order by l.line_number) from order_lines l where l.order_id = o.order_id) as lines,
      (select json_agg(h order by h.version) from order_status_history h where h.order_id = o.order_id) as history
    from orders o where order_id = $1`,
};

function toSummary(read: z.output<typeof summaryRow>): OrderSummary {
  return {
    orderId: read.order_id,
    customerId: read.customer_id,
    status: read.status,
    version: read.version,
    total: { amountMinor: read.total_minor, currency: read.currency },
    reason: read.reason ?? undefined,
    placedAt: read.placed_at,
    updatedAt: read.updated_at,
    deadlineAt: read.deadline_at,
  };
}

function toView(read: z.output<typeof viewRow>): OrderView {
  const { currency } = read;
  return {
    ...toSummary(read),
    shipmentId: read.shipment_id ?? undefined,
    rejectedLines: read.rejected_lines ?? [],
    lines: read.lines.map((line) => ({
      lineNumber: line.line_number,
      productId: line.product_id,
      sku: line.sku,
      name: line.name,
      quantity: line.quantity,
      unitPrice: { amountMinor: line.unit_price_minor, currency },
      lineTotal: { amountMinor: line.line_total_minor, currency },
    })),
    history: read.history.map((entry) => ({ ...entry, reason: entry.reason ?? undefined })),
  };
}

function conditions(filter: OrderFilter, after: OrderPosition | undefined) {
  const values: SqlValue[] = [];
  const terms: string[] = [];
  const place = (value: SqlValue) => `$${values.push(value)}`;
  if (filter.customerId !== undefined) terms.push(`customer_id = ${place(filter.customerId)}`);
  if (filter.status !== undefined) terms.push(`status = ${place(filter.status)}`);
  if (after !== undefined) {
    terms.push(`(placed_at, order_id) < (${place(after.placedAt)}, ${place(after.orderId)})`);
  }
  return { where: terms.length === 0 ? '' : `where ${terms.join(' and ')}`, values };
}

export function createOrderReader(db: SqlExecutor): OrderReader {
  return {
    async find(orderId) {
      const [row] = await db.query(findOne, [orderId]);
      return row === undefined ? undefined : toView(viewRow.parse(row));
    },
    async list(filter, after, limit) {
      const { where, values } = conditions(filter, after);
      const rows = await db.query(
        `select ${summaryColumns} from orders ${where} order by placed_at desc, order_id desc limit $${values.length + 1}`,
        [...values, limit],
      );
      return rows.map((row) => toSummary(summaryRow.parse(row)));
    },
  };
}
