import { describe, expect, test } from '@jest/globals';
import { isCurrency, MAX_PRICE_MINOR, type Money, priceFaults, sortedPrices } from './price.ts';

const usd = (amountMinor: number): Money => ({ amountMinor, currency: 'USD' });
const eur = (amountMinor: number): Money => ({ amountMinor, currency: 'EUR' });

describe('prices', () => {
  test('one a currency is fine', () => {
    expect(priceFaults([usd(1), eur(MAX_PRICE_MINOR)])).toEqual([]);
  });

  test('none at all is refused', () => {
    expect(priceFaults([])).toEqual([{ path: ['prices'], detail: 'at least one price is needed' }]);
  });

  test.each([0, -1, 1.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1, MAX_PRICE_MINOR + 1])(
    'the amount %d is refused where it stands',
    (amount) => {
      expect(priceFaults([eur(5), usd(amount)])).toEqual([
        { path: ['prices', 1, 'amountMinor'], detail: expect.any(String) },
      ]);
    },
  );

  test('an unknown currency and a second price in one currency are refused', () => {
    expect(priceFaults([usd(1), { amountMinor: 1, currency: 'QQQ' }, usd(2)])).toEqual([
      { path: ['prices', 1, 'currency'], detail: 'is not an ISO 4217 currency' },
      { path: ['prices', 2, 'currency'], detail: 'there is already a price in this currency' },
    ]);
  });

  test('currencies are known by their code in capitals', () => {
    expect(isCurrency('JPY')).toBe(true);
    expect(isCurrency('usd')).toBe(false);
  });

  test('are kept by currency', () => {
    expect(sortedPrices([usd(1), eur(2)])).toEqual([eur(2), usd(1)]);
    expect(sortedPrices([eur(2), usd(1)])).toEqual([eur(2), usd(1)]);
  });
});
