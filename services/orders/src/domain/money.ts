/** An amount in the smallest unit of its currency. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

/** Doubles count exactly up to 2^53 - 1; a sum or product beyond that is refused, never rounded. */
export type MoneyResult = { readonly ok: true; readonly money: Money } | { readonly ok: false };

const overflow: MoneyResult = { ok: false };

function exact(amountMinor: number, currency: string): MoneyResult {
  return Number.isSafeInteger(amountMinor) ? { ok: true, money: { amountMinor, currency } } : overflow;
}

export function times(money: Money, quantity: number): MoneyResult {
  return exact(money.amountMinor * quantity, money.currency);
}

/** Adds amounts of one currency; two currencies have no sum. */
export function plus(left: Money, right: Money): MoneyResult {
  if (left.currency !== right.currency) return overflow;
  return exact(left.amountMinor + right.amountMinor, left.currency);
}

export function zero(currency: string): Money {
  return { amountMinor: 0, currency };
}
