import type { Database } from '@orpheus/platform/db';
import type { Route } from '@orpheus/platform/http';
import { decodeCursor, encodeCursor, formatETag, listPage, listQuery, route } from '@orpheus/platform/http';
import { z } from 'zod';
import type { StockQueries } from '../app/stock-queries.ts';
import { refuse } from './error-map.ts';
import { pageOf } from './page-of.ts';
import {
  movementKinds,
  movementResource,
  stockResource,
  toMovementResource,
  toStockResource,
} from './resources.ts';

const anyCaller = { roles: [] } as const;
const staff = { roles: ['support', 'operator', 'admin'] } as const;

export const productParams = z.strictObject({ productId: z.uuid() });

/** What can be asked about stock. */
export function stockRoutes({
  db,
  queries,
}: {
  readonly db: Database;
  readonly queries: StockQueries;
}): readonly Route[] {
  return [listStock(db, queries), getStock(db, queries), listMovements(db, queries)];
}

function listStock(db: Database, queries: StockQueries): Route {
  return route({
    method: 'get',
    path: '/v1/stock',
    operationId: 'listStock',
    summary: 'List stock levels, oldest product first',
    tags: ['stock'],
    auth: anyCaller,
    query: listQuery({
      sku: z.string().min(1).max(64).optional(),
      inStock: z
        .enum(['true', 'false'])
        .transform((value) => value === 'true')
        .optional()
        .describe('Whether anything is available'),
      availableBelow: z
        .string()
        .regex(/^\d{1,10}$/, 'must be a whole number')
        .transform(Number)
        .optional()
        .describe('Only products with less than this available'),
    }),
    responses: { 200: { description: 'A page of stock levels', body: listPage(stockResource) } },
    handler: async ({ query }) => {
      const after = decodeCursor(query, z.tuple([z.uuid()]))?.[0];
      const found = await queries.list(db, query, { limit: query.limit + 1, after });
      const { items, last } = pageOf(found, query.limit);
      const next = last === undefined ? null : encodeCursor(query, [last.productId]);
      return { status: 200, body: { items: items.map(toStockResource), next } };
    },
  });
}

function getStock(db: Database, queries: StockQueries): Route {
  return route({
    method: 'get',
    path: '/v1/stock/{productId}',
    operationId: 'getStock',
    summary: "One product's stock",
    tags: ['stock'],
    auth: anyCaller,
    params: productParams,
    responses: {
      200: { description: 'The level', body: stockResource, headers: { etag: 'The version of the level' } },
      404: { description: 'No such product' },
    },
    handler: async ({ params }) => {
      const stock = await queries.find(db, params.productId);
      if (stock === undefined) throw refuse('STOCK_NOT_FOUND');
      return { status: 200, body: toStockResource(stock), headers: { etag: formatETag(stock.version) } };
    },
  });
}

function listMovements(db: Database, queries: StockQueries): Route {
  return route({
    method: 'get',
    path: '/v1/stock/{productId}/movements',
    operationId: 'listStockMovements',
    summary: "A product's ledger, newest movement first",
    tags: ['stock'],
    auth: staff,
    params: productParams,
    query: listQuery({ kind: z.enum(movementKinds).optional(), orderId: z.uuid().optional() }),
    responses: {
      200: { description: 'A page of movements', body: listPage(movementResource) },
      404: { description: 'No such product' },
    },
    handler: async ({ params, query }) => {
      const { productId } = params;
      if ((await queries.find(db, productId)) === undefined) throw refuse('STOCK_NOT_FOUND');
      // The product is part of what the cursor is bound to, as if it were a filter.
      const list = { ...query, productId };
      const position = decodeCursor(list, z.tuple([z.int(), z.string().regex(/^\d{1,18}$/)]));
      const after = position === undefined ? undefined : { stockVersion: position[0], id: position[1] };
      const found = await queries.movements(db, productId, query, { limit: query.limit + 1, after });
      const { items, last } = pageOf(found, query.limit);
      const next = last === undefined ? null : encodeCursor(list, [last.stockVersion, last.id]);
      return { status: 200, body: { items: items.map(toMovementResource), next } };
    },
  });
}
