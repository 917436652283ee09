import { decodeCursor, encodeCursor, listPage, listQuery, route } from '@orpheus/platform/http';
import { z } from 'zod';
import type { OrderReader, OrderSummary } from '../app/ports.ts';
import { orderStatuses } from '../domain/order-status.ts';
import { customerId, customerOf, hasOneOf, readers } from './caller-rights.ts';
import { orderSummaryResource, toSummaryResource } from './order-resource.ts';

const position = z.tuple([z.iso.datetime(), z.uuid()]);

function pageOf(orders: readonly OrderSummary[], next: string | null) {
  return { status: 200, body: { items: orders.map(toSummaryResource), next } } as const;
}

export function listOrdersRoute(reader: OrderReader) {
  return route({
    method: 'get',
    path: '/v1/orders',
    operationId: 'listOrders',
    summary: 'List orders, the newest first',
    description: 'Customers see their own; staff see all, or those of one customer.',
    tags: ['orders'],
    auth: { roles: ['customer', ...readers] },
    query: listQuery({ status: z.enum(orderStatuses).optional(), customerId: customerId.optional() }),
    responses: { 200: { description: 'A page of orders.', body: listPage(orderSummaryResource) } },
    handler: async ({ query, caller }) => {
      const after = decodeCursor(query, position);
      const seesAll = hasOneOf(caller, readers);
      const owner = seesAll ? query.customerId : customerOf(caller);
      const asksForOthers = query.customerId !== undefined && query.customerId !== owner;
      if (!seesAll && (owner === undefined || asksForOthers)) return pageOf([], null);
      const found = await reader.list(
        { customerId: owner, status: query.status },
        after && { placedAt: new Date(after[0]), orderId: after[1] },
        query.limit + 1,
      );
      const page = found.slice(0, query.limit);
      const last = found.length > page.length ? page.at(-1) : undefined;
      const next = last ? encodeCursor(query, [last.placedAt.toISOString(), last.orderId]) : null;
      return pageOf(page, next);
    },
  });
}
