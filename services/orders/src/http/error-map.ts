import { Problem } from '@orpheus/platform/http';
import type { OrderStatus } from '../domain/order-status.ts';
import type { FaultCode, PricingFault } from '../domain/pricing.ts';
import { maxLines, maxQuantity } from '../domain/pricing.ts';

const explanations: Readonly<Record<FaultCode, string>> = {
  NO_LINES: 'An order needs at least one line.',
  TOO_MANY_LINES: `An order has at most ${maxLines} lines.`,
  QUANTITY_OUT_OF_RANGE: `The quantity must be a whole number from 1 to ${maxQuantity}.`,
  PRODUCT_UNKNOWN: 'There is no such product.',
  PRODUCT_ARCHIVED: 'The product is no longer sold.',
  NO_PRICE_IN_CURRENCY: 'The product has no price in the currency of the order.',
  AMOUNT_TOO_LARGE: 'The amount is too large.',
};

/** Where in the request's body a fault lies, as a JSON pointer. */
function pointerOf({ line, field }: PricingFault): string {
  if (line === undefined) return '/lines';
  return field === undefined ? `/lines/${line}` : `/lines/${line}/${field}`;
}

export function orderRefused(faults: readonly PricingFault[]): Problem {
  return new Problem({
    status: 422,
    code: 'ORDER_REFUSED',
    title: 'The order cannot be placed',
    detail: 'The order was not placed, and its Idempotency-Key can be used again.',
    errors: faults.map((fault) => ({ pointer: pointerOf(fault), detail: explanations[fault.code] })),
  });
}

export function orderNotFound(): Problem {
  return new Problem({ status: 404, code: 'ORDER_NOT_FOUND', title: 'There is no such order' });
}

export function tooLateToCancel(status: OrderStatus): Problem {
  return new Problem({
    status: 409,
    code: 'ORDER_NOT_CANCELLABLE',
    title: 'The order can no longer be cancelled',
    detail: `The order is ${status}.`,
  });
}

export function noCustomer(): Problem {
  return new Problem({
    status: 403,
    code: 'NOT_A_CUSTOMER',
    title: 'The token is not that of a customer',
    detail: 'Orders are placed by a subject that is a UUID.',
  });
}
