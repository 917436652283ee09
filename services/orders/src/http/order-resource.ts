import type { StoredAnswer } from '@orpheus/platform/db';
import { z } from 'zod';
import type { OrderSummary, OrderView, PlacedOrder } from '../app/ports.ts';
import { endReasons, orderStatuses } from '../domain/order-status.ts';

const money = z
  .strictObject({ amountMinor: z.int().nonnegative(), currency: z.string() })
  .meta({ description: 'An amount in the smallest unit of its currency.' });

const time = z.iso.datetime().meta({ description: 'RFC 3339, UTC.' });
const reason = z
  .enum(endReasons)
  .nullable()
  .meta({ description: 'Why the order was rejected or cancelled.' });

export const orderSummaryResource = z.strictObject({
  orderId: z.uuid(),
  customerId: z.uuid(),
  status: z.enum(orderStatuses),
  version: z.int().positive(),
  total: money,
  reason,
  placedAt: time,
  updatedAt: time,
  deadlineAt: time,
});

export const orderResource = orderSummaryResource.extend({
  lines: z.array(
    z.strictObject({
      lineNumber: z.int().positive(),
      productId: z.uuid(),
      sku: z.string(),
      name: z.string(),
      quantity: z.int().positive(),
      unitPrice: money,
      lineTotal: money,
    }),
  ),
  rejectedLines: z
    .array(z.strictObject({ productId: z.uuid(), requested: z.int(), available: z.int() }))
    .meta({ description: 'The products that were short, of a rejected order.' }),
  shipmentId: z.uuid().nullable(),
  history: z
    .array(z.strictObject({ version: z.int().positive(), status: z.enum(orderStatuses), reason, at: time }))
    .meta({ description: 'Every state the order has been in, the oldest first.' }),
});

export type OrderSummaryResource = z.output<typeof orderSummaryResource>;
export type OrderResource = z.output<typeof orderResource>;

export function toSummaryResource(order: OrderSummary): OrderSummaryResource {
  const { orderId, customerId, status, version, total } = order;
  return {
    orderId,
    customerId,
    status,
    version,
    total,
    reason: order.reason ?? null,
    placedAt: order.placedAt.toISOString(),
    updatedAt: order.updatedAt.toISOString(),
    deadlineAt: order.deadlineAt.toISOString(),
  };
}

export function toResource(order: OrderView): OrderResource {
  return {
    ...toSummaryResource(order),
    lines: [...order.lines],
    rejectedLines: [...order.rejectedLines],
    shipmentId: order.shipmentId ?? null,
    history: order.history.map((entry) => ({
      version: entry.version,
      status: entry.status,
      reason: entry.reason ?? null,
      at: entry.at.toISOString(),
    })),
  };
}

/** An order as it is the moment it was placed: it need not be read back. */
function toPlacedResource({ order, lines }: PlacedOrder): OrderResource {
  const { orderId, customerId, status, version, total } = order;
  const placedAt = new Date(order.placedAt);
  return toResource({
    orderId,
    customerId,
    status,
    version,
    total,
    reason: undefined,
    placedAt,
    updatedAt: placedAt,
    deadlineAt: new Date(order.deadlineAt),
    lines,
    rejectedLines: [],
    shipmentId: undefined,
    history: [{ version, status, reason: undefined, at: placedAt }],
  });
}

/** What the client of a placed order is told, and told again whenever the same key comes again. */
export function toAnswer(placed: PlacedOrder): StoredAnswer {
  const resource = toPlacedResource(placed);
  return {
    status: 202,
    body: JSON.stringify(resource),
    headers: { location: `/v1/orders/${resource.orderId}` },
  };
}
