import type { Database, Transaction } from '@orpheus/platform/db';
import type { Route } from '@orpheus/platform/http';
import { fingerprint, idempotencyKeyHeaders, route } from '@orpheus/platform/http';
import { z } from 'zod';
import { adjustStock } from '../app/adjust-stock.ts';
import type { ManualChangeResult } from '../app/change-stock.ts';
import type { ReplenishStockParts } from '../app/replenish-stock.ts';
import { replenishStock } from '../app/replenish-stock.ts';
import type { StockQueries, StockView } from '../app/stock-queries.ts';
import { maximumOnHand } from '../domain/stock-level.ts';
import { answerOnce } from './answer-once.ts';
import { refusalOf, refuse } from './error-map.ts';
import { stockResource, toStockResource } from './resources.ts';
import { productParams } from './stock-routes.ts';

export interface StockChangeRoutesParts extends ReplenishStockParts {
  readonly db: Database;
  readonly queries: StockQueries;
}

const operators = { roles: ['operator', 'admin'] } as const;

const reason = z.string().trim().min(1).max(200).describe('Stands in the ledger');

const responses = {
  200: { description: 'The level after it', body: stockResource },
  404: { description: 'No such product' },
  409: { description: 'The stock does not allow it' },
  422: { description: 'The Idempotency-Key was used with another body' },
} as const;

/** What people change by hand. */
export function stockChangeRoutes(parts: StockChangeRoutesParts): readonly Route[] {
  return [replenishRoute(parts), adjustRoute(parts)];
}

function replenishRoute(parts: StockChangeRoutesParts): Route {
  return route({
    method: 'post',
    path: '/v1/stock/{productId}/replenish',
    operationId: 'replenishStock',
    summary: 'Book goods that came in',
    tags: ['stock'],
    auth: operators,
    params: productParams,
    headers: idempotencyKeyHeaders,
    body: z.strictObject({ quantity: z.int().min(1).max(1_000_000), reason }),
    responses,
    handler: ({ params, headers, body, caller, cause }) => {
      const { productId } = params;
      const claim = {
        caller: caller.subject,
        route: 'replenishStock',
        key: headers['idempotency-key'],
        fingerprint: fingerprint({ productId, ...body }),
      };
      return answerOnce(parts.db, claim, async (tx) => {
        const change = { productId, ...body, actor: caller.subject, cause };
        return { status: 200, body: await changed(parts, tx, await replenishStock(parts, tx, change)) };
      });
    },
  });
}

function adjustRoute(parts: StockChangeRoutesParts): Route {
  return route({
    method: 'post',
    path: '/v1/stock/{productId}/adjust',
    operationId: 'adjustStock',
    summary: 'Correct the stock on hand',
    tags: ['stock'],
    auth: operators,
    params: productParams,
    headers: idempotencyKeyHeaders,
    body: z.strictObject({
      delta: z
        .int()
        .min(-maximumOnHand)
        .max(maximumOnHand)
        .refine((value) => value !== 0, 'must not be 0'),
      reason,
    }),
    responses,
    handler: ({ params, headers, body, caller, cause }) => {
      const { productId } = params;
      const claim = {
        caller: caller.subject,
        route: 'adjustStock',
        key: headers['idempotency-key'],
        fingerprint: fingerprint({ productId, ...body }),
      };
      return answerOnce(parts.db, claim, async (tx) => {
        const change = { productId, ...body, actor: caller.subject, cause };
        return { status: 200, body: await changed(parts, tx, await adjustStock(parts, tx, change)) };
      });
    },
  });
}

async function changed(
  parts: StockChangeRoutesParts,
  tx: Transaction,
  result: ManualChangeResult | undefined,
) {
  if (result === undefined) throw refuse('STOCK_NOT_FOUND');
  if (result.outcome !== 'CHANGED') throw refusalOf(result.outcome, result.level.state);
  const stock: StockView | undefined = await parts.queries.find(tx, result.level.state.productId);
  if (stock === undefined) throw refuse('STOCK_NOT_FOUND');
  return toStockResource(stock);
}
