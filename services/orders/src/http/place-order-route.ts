import {
  fingerprint,
  idempotencyKeyHeaders,
  idempotencyMismatch,
  idempotencyRunning,
  route,
} from '@orpheus/platform/http';
import { z } from 'zod';
import type { PlaceOrderAnswer, PlaceOrderCommand } from '../app/place-orders.ts';
import { maxLines, maxQuantity } from '../domain/pricing.ts';
import { customerOf } from './caller-rights.ts';
import { noCustomer, orderRefused } from './error-map.ts';
import { orderResource } from './order-resource.ts';

const operationId = 'placeOrder';

const newOrder = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code, e.g. USD'),
  lines: z
    .array(
      z.strictObject({
        productId: z.uuid().toLowerCase(),
        quantity: z.int().min(1).max(maxQuantity),
      }),
    )
    .min(1)
    .max(maxLines),
  paymentMethod: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be a token of 1 to 64 letters, digits, dashes or underscores')
    .meta({ description: 'Token of a payment method, e.g. tok_approve.' }),
});

/** @param placeOrder resolves once the order is committed, together with whatever came at the same time. */
export function placeOrderRoute(placeOrder: (command: PlaceOrderCommand) => Promise<PlaceOrderAnswer>) {
  return route({
    method: 'post',
    path: '/v1/orders',
    operationId,
    summary: 'Place an order',
    description: 'The order is accepted at once and goes its way: follow it at its Location.',
    tags: ['orders'],
    auth: { roles: ['customer'] },
    headers: idempotencyKeyHeaders,
    body: newOrder,
    responses: {
      202: {
        description: 'Accepted; the same again for every request with the same key.',
        body: orderResource,
        headers: { location: 'Where the order is.' },
      },
      409: { description: 'The first request with this Idempotency-Key is still running.' },
      422: { description: 'A line cannot be ordered, or the Idempotency-Key was used for another order.' },
    },
    handler: async ({ body, headers, caller, cause }) => {
      const customerId = customerOf(caller);
      if (customerId === undefined) throw noCustomer();
      const key = headers['idempotency-key'];
      const claim = { caller: caller.subject, route: operationId, key, fingerprint: fingerprint(body) };
      const result = await placeOrder({ ...body, customerId, claim, cause });
      switch (result.kind) {
        case 'answered': {
          const { status, body: verbatim, headers } = result.answer;
          return { status, verbatim, headers };
        }
        case 'refused':
          throw orderRefused(result.faults);
        case 'key_used_otherwise':
          throw idempotencyMismatch();
        case 'key_in_use':
          throw idempotencyRunning();
      }
    },
  });
}
