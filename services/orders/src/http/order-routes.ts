import { type Caller, formatETag, type Route, route } from '@orpheus/platform/http';
import { z } from 'zod';
import type { CancelOrderCommand, CancelOrderResult } from '../app/cancel-order.ts';
import type { PlaceOrderAnswer, PlaceOrderCommand } from '../app/place-orders.ts';
import type { OrderReader, OrderView } from '../app/ports.ts';
import { cancellers, customerOf, hasOneOf, readers } from './caller-rights.ts';
import { orderNotFound, tooLateToCancel } from './error-map.ts';
import { listOrdersRoute } from './list-orders-route.ts';
import { orderResource, toResource } from './order-resource.ts';
import { placeOrderRoute } from './place-order-route.ts';

export interface OrderRouteParts {
  readonly placeOrder: (command: PlaceOrderCommand) => Promise<PlaceOrderAnswer>;
  readonly cancelOrder: (command: CancelOrderCommand) => Promise<CancelOrderResult>;
  readonly reader: OrderReader;
}

const params = z.strictObject({ orderId: z.uuid().toLowerCase() });
const headers = { etag: 'Version of the order.' };

/** A customer does not learn that somebody else's order exists. */
async function findVisible(reader: OrderReader, orderId: string, caller: Caller): Promise<OrderView> {
  const order = await reader.find(orderId);
  if (order === undefined) throw orderNotFound();
  if (!hasOneOf(caller, readers) && order.customerId !== customerOf(caller)) throw orderNotFound();
  return order;
}

function shown(order: OrderView) {
  return { status: 200, body: toResource(order), headers: { etag: formatETag(order.version) } } as const;
}

function getOrderRoute({ reader }: OrderRouteParts) {
  return route({
    method: 'get',
    path: '/v1/orders/{orderId}',
    operationId: 'getOrder',
    summary: 'Get an order with its lines and status history',
    tags: ['orders'],
    auth: { roles: ['customer', ...readers] },
    params,
    responses: {
      200: { description: 'The order as it is now.', body: orderResource, headers },
      404: { description: 'No such order, or not the caller’s.' },
    },
    handler: async ({ params: { orderId }, caller }) => shown(await findVisible(reader, orderId, caller)),
  });
}

function cancelOrderRoute({ reader, cancelOrder }: OrderRouteParts) {
  return route({
    method: 'post',
    path: '/v1/orders/{orderId}/cancel',
    operationId: 'cancelOrder',
    summary: 'Cancel an order that has not been dispatched',
    description: 'Cancelling an order that is cancelled changes nothing and answers its state.',
    tags: ['orders'],
    auth: { roles: ['customer', ...cancellers] },
    params,
    responses: {
      200: { description: 'The order is cancelled.', body: orderResource, headers },
      404: { description: 'No such order, or not the caller’s.' },
      409: { description: 'The order was rejected, or has been dispatched.' },
    },
    handler: async ({ params: { orderId }, caller, cause }) => {
      const customerId = hasOneOf(caller, cancellers) ? undefined : (customerOf(caller) ?? caller.subject);
      const result = await cancelOrder({ orderId, customerId, cause });
      switch (result.kind) {
        case 'not_found':
          throw orderNotFound();
        case 'too_late':
          throw tooLateToCancel(result.status);
        case 'done':
          return shown(await findVisible(reader, orderId, caller));
      }
    },
  });
}

export function orderRoutes(parts: OrderRouteParts): readonly Route[] {
  return [
    placeOrderRoute(parts.placeOrder),
    listOrdersRoute(parts.reader),
    getOrderRoute(parts),
    cancelOrderRoute(parts),
  ];
}
