import { type Fault, fault } from './fault.ts';

export interface Money {
  /** In the currency's smallest unit: cents for USD, yen for JPY. */
  readonly amountMinor: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** Ten billion in a currency with two decimals: far above any price, far below where a sum of lines loses a digit. */
export const MAX_PRICE_MINOR = 1_000_000_000_000;

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

export function isCurrency(code: string): boolean {
  return currencies.has(code);
}

/** A product has one price a currency, and nothing is given away. */
export function priceFaults(prices: readonly Money[]): readonly Fault[] {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  if (prices.length === 0) faults.push(fault('at least one price is needed', 'prices'));
  prices.forEach((price, index) => {
    if (!Number.isSafeInteger(price.amountMinor) || price.amountMinor < 1) {
      faults.push(fault('must be a whole number of at least 1', 'prices', index, 'amountMinor'));
    } else if (price.amountMinor > MAX_PRICE_MINOR) {
      faults.push(fault(`must be at most ${MAX_PRICE_MINOR}`, 'prices', index, 'amountMinor'));
    }
    if (!isCurrency(price.currency)) {
      faults.push(fault('is not an ISO 4217 currency', 'prices', index, 'currency'));
    } else if (seen.has(price.currency)) {
      faults.push(fault('there is already a price in this currency', 'prices', index, 'currency'));
    }
    seen.add(price.currency);
  });
  return faults;
}

/** By currency, so that the same prices in another order are the same prices. */
export function sortedPrices(prices: readonly Money[]): readonly Money[] {
  return prices.toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}
