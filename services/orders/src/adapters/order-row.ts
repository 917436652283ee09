import { z } from 'zod';
import type { Order } from '../domain/order.ts';
import { cancellationReasons, openStatuses, rejectionReasons } from '../domain/order-status.ts';

/** `pg` gives bigint as text. */
const amount = z.coerce.number().int().nonnegative();

export const rejectedLines = z.array(
  z.object({ productId: z.string(), requested: z.number(), available: z.number() }),
);

const facts = z.object({
  order_id: z.string(),
  customer_id: z.string(),
  version: z.number(),
  currency: z.string(),
  total_minor: amount,
  placed_at: z.date(),
  deadline_at: z.date(),
});

const row = z.discriminatedUnion('status', [
  facts.extend({ status: z.enum(openStatuses) }),
  facts.extend({ status: z.literal('CONFIRMED') }),
  facts.extend({ status: z.literal('SHIPPED'), shipment_id: z.string() }),
  facts.extend({ status: z.literal('DELIVERED'), shipment_id: z.string() }),
  facts.extend({
    status: z.literal('REJECTED'),
    reason: z.enum(rejectionReasons),
    rejected_lines: rejectedLines,
  }),
  facts.extend({ status: z.literal('CANCELLED'), reason: z.enum(cancellationReasons) }),
  facts.extend({
    status: z.literal('REFUNDED'),
    reason: z.enum(cancellationReasons).nullable(),
    refunded_minor: amount,
  }),
]);

/** The columns that {@link toOrder} reads. */
export const orderColumns = `order_id, customer_id, status, version, currency, total_minor, placed_at, deadline_at,
  reason, rejected_lines, shipment_id, refunded_minor`;

/** The order that a row of `orders` holds. Throws where the row is no order; the table's constraints rule that out. */
export function toOrder(source: object): Order {
  const read = row.parse(source);
  const common = {
    orderId: read.order_id,
    customerId: read.customer_id,
    total: { amountMinor: read.total_minor, currency: read.currency },
    version: read.version,
    placedAt: read.placed_at.getTime(),
    deadlineAt: read.deadline_at.getTime(),
  };
  switch (read.status) {
    case 'PENDING':
    case 'PROCESSING':
    case 'PAYMENT_PENDING':
    case 'CONFIRMED':
      return { ...common, status: read.status };
    case 'SHIPPED':
    case 'DELIVERED':
      return { ...common, status: read.status, shipmentId: read.shipment_id };
    case 'REJECTED':
      return { ...common, status: read.status, reason: read.reason, rejectedLines: read.rejected_lines };
    case 'CANCELLED':
      return { ...common, status: read.status, reason: read.reason };
    case 'REFUNDED': {
      const refunded = { amountMinor: read.refunded_minor, currency: read.currency };
      return { ...common, status: read.status, refunded, reason: read.reason ?? undefined };
    }
  }
}

/** The columns that change with the state. */
export interface StateColumns {
  readonly reason: string | null;
  readonly rejectedLines: string | null;
  readonly shipmentId: string | null;
  readonly refundedMinor: number | null;
}

const none: StateColumns = { reason: null, rejectedLines: null, shipmentId: null, refundedMinor: null };

export function stateColumns(order: Order): StateColumns {
  switch (order.status) {
    case 'PENDING':
    case 'PROCESSING':
    case 'PAYMENT_PENDING':
    case 'CONFIRMED':
      return none;
    case 'SHIPPED':
    case 'DELIVERED':
      return { ...none, shipmentId: order.shipmentId };
    case 'REJECTED':
      return { ...none, reason: order.reason, rejectedLines: JSON.stringify(order.rejectedLines) };
    case 'CANCELLED':
      return { ...none, reason: order.reason };
    case 'REFUNDED':
      return { ...none, reason: order.reason ?? null, refundedMinor: order.refunded.amountMinor };
  }
}
