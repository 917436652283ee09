import type { Database } from '@orpheus/platform/db';
import type { Route } from '@orpheus/platform/http';
import { route } from '@orpheus/platform/http';
import { z } from 'zod';
import type { StockQueries } from '../app/stock-queries.ts';
import { refuse } from './error-map.ts';
import { reservationResource, toReservationResource } from './resources.ts';

/** What operators can ask about an order's reservation. */
export function reservationRoutes({
  db,
  queries,
}: {
  readonly db: Database;
  readonly queries: StockQueries;
}): readonly Route[] {
  const getReservation = route({
    method: 'get',
    path: '/v1/reservations/{orderId}',
    operationId: 'getReservation',
    summary: "An order's reservation",
    tags: ['reservations'],
    auth: { roles: ['support', 'operator', 'admin'] },
    params: z.strictObject({ orderId: z.uuid() }),
    responses: {
      200: { description: 'The reservation', body: reservationResource },
      404: { description: 'No reservation of this order' },
    },
    handler: async ({ params }) => {
      const reservation = await queries.reservation(db, params.orderId);
      if (reservation === undefined) throw refuse('RESERVATION_NOT_FOUND');
      return { status: 200, body: toReservationResource(reservation) };
    },
  });
  return [getReservation];
}
