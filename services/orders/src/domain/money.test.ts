import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plus, times, zero } from './money.ts';

const amount = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

describe('money', () => {
  it('multiplies exactly or refuses', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 1_000_000 }), (amountMinor, quantity) => {
        const exact = BigInt(amountMinor) * BigInt(quantity);
        const result = times({ amountMinor, currency: 'USD' }, quantity);
        expect(result.ok).toBe(exact <= BigInt(Number.MAX_SAFE_INTEGER));
        if (result.ok) expect(BigInt(result.money.amountMinor)).toBe(exact);
      }),
    );
  });

  it('adds exactly or refuses', () => {
    fc.assert(
      fc.property(amount, amount, (left, right) => {
        const exact = BigInt(left) + BigInt(right);
        const result = plus({ amountMinor: left, currency: 'USD' }, { amountMinor: right, currency: 'USD' });
        expect(result.ok).toBe(exact <= BigInt(Number.MAX_SAFE_INTEGER));
        if (result.ok) expect(BigInt(result.money.amountMinor)).toBe(exact);
      }),
    );
  });

  it('refuses the first amount that a double cannot count', () => {
    const most = { amountMinor: Number.MAX_SAFE_INTEGER, currency: 'USD' };
    expect(plus(most, zero('USD'))).toEqual({ ok: true, money: most });
    expect(plus(most, { amountMinor: 1, currency: 'USD' })).toEqual({ ok: false });
  });

  it('has no sum of two currencies', () => {
    expect(plus(zero('USD'), zero('EUR'))).toEqual({ ok: false });
  });
});
