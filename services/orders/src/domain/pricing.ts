import type { Money } from './money.ts';
import { plus, times, zero } from './money.ts';

export const maxLines = 100;
export const maxQuantity = 1_000;

/** What the catalogue offers, as far as an order needs to know. */
export interface Offer {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  readonly onSale: boolean;
  readonly prices: readonly Money[];
}

export interface WantedLine {
  readonly productId: string;
  readonly quantity: number;
}

export interface PricedLine {
  readonly lineNumber: number;
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly lineTotal: Money;
}

export type FaultCode =
  | 'NO_LINES'
  | 'TOO_MANY_LINES'
  | 'QUANTITY_OUT_OF_RANGE'
  | 'PRODUCT_UNKNOWN'
  | 'PRODUCT_ARCHIVED'
  | 'NO_PRICE_IN_CURRENCY'
  | 'AMOUNT_TOO_LARGE';

/** Why an order is refused; `line` counts from 0 and is missing where the whole list is at fault. */
export interface PricingFault {
  readonly code: FaultCode;
  readonly line?: number;
  readonly field?: 'productId' | 'quantity';
}

export type Pricing =
  | { readonly ok: true; readonly lines: readonly PricedLine[]; readonly total: Money }
  | { readonly ok: false; readonly faults: readonly PricingFault[] };

type LinePricing = { readonly line: PricedLine } | { readonly fault: PricingFault };

function priceLine(
  wanted: WantedLine,
  index: number,
  currency: string,
  offers: ReadonlyMap<string, Offer>,
): LinePricing {
  const fault = (code: FaultCode, field: 'productId' | 'quantity'): LinePricing => ({
    fault: { code, line: index, field },
  });
  const { productId, quantity } = wanted;
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > maxQuantity) {
    return fault('QUANTITY_OUT_OF_RANGE', 'quantity');
  }
  const offer = offers.get(productId);
  if (offer === undefined) return fault('PRODUCT_UNKNOWN', 'productId');
  if (!offer.onSale) return fault('PRODUCT_ARCHIVED', 'productId');
  const unitPrice = offer.prices.find((price) => price.currency === currency);
  if (unitPrice === undefined) return fault('NO_PRICE_IN_CURRENCY', 'productId');
  const lineTotal = times(unitPrice, quantity);
  if (!lineTotal.ok) return fault('AMOUNT_TOO_LARGE', 'quantity');
  const { sku, name } = offer;
  return {
    line: { lineNumber: index + 1, productId, sku, name, quantity, unitPrice, lineTotal: lineTotal.money },
  };
}

/** Prices the wanted lines out of the offers, or names every line that stands in the way. */
export function priceOrder(
  wanted: readonly WantedLine[],
  currency: string,
  offers: ReadonlyMap<string, Offer>,
): Pricing {
  if (wanted.length === 0) return { ok: false, faults: [{ code: 'NO_LINES' }] };
  if (wanted.length > maxLines) return { ok: false, faults: [{ code: 'TOO_MANY_LINES' }] };

  const lines: PricedLine[] = [];
  const faults: PricingFault[] = [];
  let total = zero(currency);
  for (const [index, each] of wanted.entries()) {
    const priced = priceLine(each, index, currency, offers);
    if ('fault' in priced) {
      faults.push(priced.fault);
      continue;
    }
    const sum = plus(total, priced.line.lineTotal);
    if (!sum.ok) {
      faults.push({ code: 'AMOUNT_TOO_LARGE', line: index, field: 'quantity' });
      continue;
    }
    total = sum.money;
    lines.push(priced.line);
  }
  return faults.length === 0 ? { ok: true, lines, total } : { ok: false, faults };
}
