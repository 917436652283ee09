import type { ProblemDescription } from '@orpheus/platform/http';
import { Problem } from '@orpheus/platform/http';
import type { StockChange } from '../domain/stock-level.ts';
import { maximumOnHand } from '../domain/stock-level.ts';

/** Everything that a caller can be refused for, with its status: the one place where both meet. */
const problems = {
  STOCK_NOT_FOUND: {
    status: 404,
    code: 'STOCK_NOT_FOUND',
    title: 'There is no stock of this product',
    detail: 'No product with this id is known here.',
  },
  RESERVATION_NOT_FOUND: {
    status: 404,
    code: 'RESERVATION_NOT_FOUND',
    title: 'There is no reservation of this order',
    detail: 'The order is unknown here, or has not arrived yet.',
  },
  UNDER_RESERVED: {
    status: 409,
    code: 'STOCK_RESERVED',
    title: 'Too much of the stock is held for orders',
    detail: 'What would be left does not cover what is reserved.',
  },
  ABOVE_MAXIMUM: {
    status: 409,
    code: 'STOCK_ABOVE_MAXIMUM',
    title: 'Too much stock',
    detail: `A product has at most ${maximumOnHand} on hand.`,
  },
  NOT_REPLENISHABLE: {
    status: 409,
    code: 'PRODUCT_NOT_SOLD',
    title: 'The product is no longer sold',
    detail: 'It takes no new goods; its stock can still be adjusted.',
  },
} as const satisfies Readonly<Record<string, ProblemDescription>>;

export type Refusal = keyof typeof problems;

export function refuse(refusal: Refusal, detail?: string): Problem {
  return new Problem({ ...problems[refusal], ...(detail === undefined ? {} : { detail }) });
}

/** The problem of a change of stock that was decided against. */
export function refusalOf(
  outcome: Exclude<StockChange['outcome'], 'CHANGED'>,
  level: { readonly onHand: number; readonly reserved: number },
): Problem {
  return outcome === 'UNDER_RESERVED'
    ? refuse(outcome, `${level.reserved} of the ${level.onHand} on hand are reserved.`)
    : refuse(outcome);
}
