import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Offer } from './pricing.ts';
import { maxLines, maxQuantity, priceOrder } from './pricing.ts';

function offer(productId: string, fields: Partial<Offer> = {}): Offer {
  return {
    productId,
    sku: `SKU-${productId}`,
    name: `Product ${productId}`,
    onSale: true,
    prices: [{ amountMinor: 250, currency: 'USD' }],
    ...fields,
  };
}

function shop(...offers: Offer[]): Map<string, Offer> {
  return new Map(offers.map((each) => [each.productId, each]));
}

describe('pricing', () => {
  it('prices each line in the wanted currency and sums them', () => {
    const both = [
      { amountMinor: 300, currency: 'EUR' },
      { amountMinor: 350, currency: 'USD' },
    ];
    const pricing = priceOrder(
      [
        { productId: 'a', quantity: 2 },
        { productId: 'b', quantity: 3 },
      ],
      'USD',
      shop(offer('a'), offer('b', { prices: both })),
    );
    expect(pricing).toEqual({
      ok: true,
      total: { amountMinor: 1_550, currency: 'USD' },
      lines: [
        {
          lineNumber: 1,
          productId: 'a',
          sku: 'SKU-a',
          name: 'Product a',
          quantity: 2,
          unitPrice: { amountMinor: 250, currency: 'USD' },
          lineTotal: { amountMinor: 500, currency: 'USD' },
        },
        {
          lineNumber: 2,
          productId: 'b',
          sku: 'SKU-b',
          name: 'Product b',
          quantity: 3,
          unitPrice: { amountMinor: 350, currency: 'USD' },
          lineTotal: { amountMinor: 1_050, currency: 'USD' },
        },
      ],
    });
  });

  it('names every faulty line, not only the first', () => {
    const offers = shop(
      offer('sold'),
      offer('gone', { onSale: false }),
      offer('euros', { prices: [{ amountMinor: 1, currency: 'EUR' }] }),
    );
    const wanted = [
      { productId: 'sold', quantity: 1 },
      { productId: 'nobody', quantity: 1 },
      { productId: 'gone', quantity: 1 },
      { productId: 'euros', quantity: 1 },
      { productId: 'sold', quantity: 0 },
      { productId: 'sold', quantity: maxQuantity + 1 },
      { productId: 'sold', quantity: 1.5 },
    ];
    expect(priceOrder(wanted, 'USD', offers)).toEqual({
      ok: false,
      faults: [
        { code: 'PRODUCT_UNKNOWN', line: 1, field: 'productId' },
        { code: 'PRODUCT_ARCHIVED', line: 2, field: 'productId' },
        { code: 'NO_PRICE_IN_CURRENCY', line: 3, field: 'productId' },
        { code: 'QUANTITY_OUT_OF_RANGE', line: 4, field: 'quantity' },
        { code: 'QUANTITY_OUT_OF_RANGE', line: 5, field: 'quantity' },
        { code: 'QUANTITY_OUT_OF_RANGE', line: 6, field: 'quantity' },
      ],
    });
  });

  it('takes 1 to 100 lines', () => {
    const lines = (count: number) => Array.from({ length: count }, () => ({ productId: 'a', quantity: 1 }));
    expect(priceOrder([], 'USD', shop(offer('a')))).toEqual({ ok: false, faults: [{ code: 'NO_LINES' }] });
    expect(priceOrder(lines(maxLines), 'USD', shop(offer('a'))).ok).toBe(true);
    expect(priceOrder(lines(maxLines + 1), 'USD', shop(offer('a')))).toEqual({
      ok: false,
      faults: [{ code: 'TOO_MANY_LINES' }],
    });
  });

  it('refuses a line, or a sum, beyond what can be counted exactly', () => {
    const dear = offer('dear', { prices: [{ amountMinor: Number.MAX_SAFE_INTEGER, currency: 'USD' }] });
    const fault = { code: 'AMOUNT_TOO_LARGE', field: 'quantity' };
    expect(priceOrder([{ productId: 'dear', quantity: 2 }], 'USD', shop(dear))).toEqual({
      ok: false,
      faults: [{ ...fault, line: 0 }],
    });
    const twice = [
      { productId: 'dear', quantity: 1 },
      { productId: 'dear', quantity: 1 },
    ];
    expect(priceOrder(twice, 'USD', shop(dear))).toEqual({ ok: false, faults: [{ ...fault, line: 1 }] });
  });

  it('has a total that is the exact sum of its lines, whatever is ordered', () => {
    const line = fc.record({
      quantity: fc.integer({ min: 1, max: maxQuantity }),
      price: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: maxLines }), (wanted) => {
        const offers = shop(
          ...wanted.map((each, index) =>
            offer(String(index), { prices: [{ amountMinor: each.price, currency: 'USD' }] }),
          ),
        );
        const request = wanted.map((each, index) => ({ productId: String(index), quantity: each.quantity }));
        const exact = wanted.reduce((sum, each) => sum + BigInt(each.price) * BigInt(each.quantity), 0n);
        const pricing = priceOrder(request, 'USD', offers);
        expect(pricing.ok).toBe(exact <= BigInt(Number.MAX_SAFE_INTEGER));
        if (pricing.ok) expect(BigInt(pricing.total.amountMinor)).toBe(exact);
      }),
    );
  });
});
