import { describe, expect, it } from '@jest/globals';
import { needsReview } from './fraud-rule.ts';
import { nextOperation } from './next-operation.ts';
import { decide, evolve, type Payment, type PaymentState } from './payment.ts';
import { delayAfterAttempt } from './retry-schedule.ts';
import type { Command, Fact } from './vocabulary.ts';

const terms = { customerId: 'c', amount: { amountMinor: 1_000, currency: 'USD' }, paymentMethod: 'tok' };
const reference = 'ch_1';
const rule = { defaultLimitMinor: 1_000, limitsMinor: { JPY: 50 } };

const payments: { [S in PaymentState]: Payment & { state: S } } = {
  NEW: { state: 'NEW' },
  AWAITING_ORDER: { state: 'AWAITING_ORDER' },
  AWAITING_STOCK: { state: 'AWAITING_STOCK', terms },
  HELD: { state: 'HELD', terms },
  INITIATED: { state: 'INITIATED', terms },
  CHARGING: { state: 'CHARGING', terms },
  PENDING: { state: 'PENDING', terms, reference },
  VOIDING: { state: 'VOIDING', terms, because: 'ORDER_CLOSED' },
  VOIDED: { state: 'VOIDED', terms },
  FAILED: { state: 'FAILED', terms, reason: 'PAYMENT_DECLINED' },
  CAPTURED: { state: 'CAPTURED', terms, reference },
  REFUNDING: { state: 'REFUNDING', terms, reference },
  REFUNDED: { state: 'REFUNDED', terms, reference },
  REFUND_FAILED: { state: 'REFUND_FAILED', terms, reference, failure: 'account closed' },
};

const commands = {
  order: { kind: 'PLACE_ORDER', terms },
  stock: { kind: 'GIVE_GO_AHEAD' },
  close: { kind: 'CLOSE_ORDER' },
  approve: { kind: 'APPROVE_REVIEW' },
  reject: { kind: 'REJECT_REVIEW' },
  begin: { kind: 'BEGIN_CHARGE' },
  captured: { kind: 'REPORT_CHARGE', outcome: { kind: 'CAPTURED', reference } },
  pending: { kind: 'REPORT_CHARGE', outcome: { kind: 'PENDING', reference } },
  declined: { kind: 'REPORT_CHARGE', outcome: { kind: 'DECLINED', reason: 'INSUFFICIENT_FUNDS' } },
  voided: { kind: 'REPORT_CHARGE', outcome: { kind: 'VOIDED' } },
  giveUp: { kind: 'GIVE_UP_CHARGE' },
  refunded: { kind: 'REPORT_REFUND' },
  failRefund: { kind: 'FAIL_REFUND', failure: 'account closed' },
  retryRefund: { kind: 'RETRY_REFUND' },
} as const satisfies Record<string, Command>;

/** Every state by every command: the state that follows, or in lower case why nothing does. */
const table: Record<keyof typeof commands, Partial<Record<PaymentState, string>>> = {
  order: { NEW: 'AWAITING_STOCK', AWAITING_ORDER: 'INITIATED', VOIDED: 'order_already_closed' },
  stock: { NEW: 'AWAITING_ORDER', AWAITING_STOCK: 'INITIATED', VOIDED: 'order_already_closed' },
  close: {
    NEW: 'VOIDED',
    AWAITING_ORDER: 'VOIDED',
    AWAITING_STOCK: 'VOIDED',
    HELD: 'VOIDED',
    INITIATED: 'VOIDED',
    CHARGING: 'VOIDING',
    PENDING: 'VOIDING',
    CAPTURED: 'REFUNDING',
  },
  approve: { HELD: 'INITIATED' },
  reject: { HELD: 'FAILED' },
  begin: { INITIATED: 'CHARGING', CHARGING: 'repeated' },
  captured: {
    CHARGING: 'CAPTURED',
    PENDING: 'CAPTURED',
    VOIDING: 'REFUNDING',
    VOIDED: 'REFUNDING',
    FAILED: 'REFUNDING',
    CAPTURED: 'repeated',
    REFUNDING: 'repeated',
    REFUNDED: 'repeated',
    REFUND_FAILED: 'repeated',
  },
  pending: {
    CHARGING: 'PENDING',
    PENDING: 'repeated',
    VOIDING: 'outdated',
    VOIDED: 'outdated',
    FAILED: 'outdated',
    CAPTURED: 'outdated',
    REFUNDING: 'outdated',
    REFUNDED: 'outdated',
    REFUND_FAILED: 'outdated',
  },
  declined: {
    CHARGING: 'FAILED',
    PENDING: 'FAILED',
    VOIDING: 'VOIDED',
    VOIDED: 'outdated',
    FAILED: 'outdated',
  },
  voided: {
    CHARGING: 'FAILED',
    PENDING: 'FAILED',
    VOIDING: 'VOIDED',
    VOIDED: 'outdated',
    FAILED: 'outdated',
  },
  giveUp: { CHARGING: 'VOIDING' },
  refunded: { REFUNDING: 'REFUNDED', REFUND_FAILED: 'REFUNDED', REFUNDED: 'repeated' },
  failRefund: { REFUNDING: 'REFUND_FAILED' },
  retryRefund: { REFUND_FAILED: 'REFUNDING', REFUNDING: 'repeated' },
};

const otherwise: Record<keyof typeof commands, string> = {
  order: 'repeated',
  stock: 'repeated',
  close: 'repeated',
  approve: 'not_in_review',
  reject: 'not_in_review',
  begin: 'nothing_to_charge',
  captured: 'contradiction',
  pending: 'contradiction',
  declined: 'contradiction',
  voided: 'contradiction',
  giveUp: 'outdated',
  refunded: 'contradiction',
  failRefund: 'outdated',
  retryRefund: 'nothing_to_refund',
};

function outcome(payment: Payment, command: Command): string {
  const decision = decide(payment, command, rule);
  return decision.kind === 'IGNORED' ? decision.because.toLowerCase() : evolve(decision.fact).state;
}

function factOf(payment: Payment, command: Command): Fact {
  const decision = decide(payment, command, rule);
  if (decision.kind === 'IGNORED') throw new Error(decision.because);
  return decision.fact;
}

describe('a payment', () => {
  const names = Object.keys(commands) as (keyof typeof commands)[];
  it.each(names)('has an answer to %s in every state', (name) => {
    const actual = Object.values(payments).map((payment) => [
      payment.state,
      outcome(payment, commands[name]),
    ]);
    const expected = Object.values(payments).map(({ state }) => [
      state,
      table[name][state] ?? otherwise[name],
    ]);
    expect(actual).toEqual(expected);
  });

  it('is held above the limit and charged at the limit', () => {
    const dear = { ...terms, amount: { amountMinor: 1_001, currency: 'USD' } };
    expect(factOf(payments.AWAITING_ORDER, { kind: 'PLACE_ORDER', terms: dear }).kind).toBe(
      'HELD_FOR_REVIEW',
    );
    expect(factOf({ state: 'AWAITING_STOCK', terms: dear }, commands.stock)).toEqual({
      kind: 'HELD_FOR_REVIEW',
      terms: dear,
    });
    expect(evolve({ kind: 'HELD_FOR_REVIEW', terms: dear })).toEqual({ state: 'HELD', terms: dear });
    expect(factOf(payments.AWAITING_ORDER, commands.order).kind).toBe('INITIATED');
  });

  it('that may have been charged unseen is voided before it fails', () => {
    const voiding = evolve(factOf(payments.CHARGING, commands.giveUp));
    expect(voiding).toEqual({ state: 'VOIDING', terms, because: 'PAYMENT_ERROR' });
    expect(factOf(voiding, commands.voided)).toEqual({ kind: 'FAILED', terms, reason: 'PAYMENT_ERROR' });
    expect(factOf(voiding, commands.declined)).toEqual({
      kind: 'FAILED',
      terms,
      reason: 'INSUFFICIENT_FUNDS',
    });
    expect(factOf(voiding, commands.captured)).toEqual({ kind: 'CAPTURED', terms, reference });
    expect(factOf(voiding, commands.close)).toEqual({ kind: 'VOID_BEGUN', terms, because: 'ORDER_CLOSED' });
  });

  it('takes a second capture under another reference for a contradiction', () => {
    const other: Command = { kind: 'REPORT_CHARGE', outcome: { kind: 'CAPTURED', reference: 'ch_2' } };
    expect(outcome(payments.CAPTURED, other)).toBe('contradiction');
    expect(outcome({ state: 'VOIDED', terms: undefined }, other)).toBe('contradiction');
  });
});

describe('what the provider is asked next', () => {
  it.each([
    ['INITIATED', 'CHARGE'],
    ['CHARGING', 'CHARGE'],
    ['PENDING', 'LOOKUP'],
    ['VOIDING', 'VOID'],
    ['REFUNDING', 'REFUND'],
  ] as const)('%s: %s', (state, operation) => {
    expect(nextOperation(state)).toBe(operation);
  });

  it('is nothing in every other state', () => {
    const idle = Object.values(payments).filter(({ state }) => nextOperation(state) === undefined);
    expect(idle).toHaveLength(9);
  });
});

describe('the fraud rule', () => {
  it('has a limit for each currency', () => {
    expect(needsReview({ amountMinor: 51, currency: 'JPY' }, rule)).toBe(true);
    expect(needsReview({ amountMinor: 50, currency: 'JPY' }, rule)).toBe(false);
    expect(needsReview({ amountMinor: 51, currency: 'EUR' }, rule)).toBe(false);
  });
});

describe('the retry schedule', () => {
  const schedule = { firstDelayMs: 100, maxDelayMs: 1_000 };
  it('doubles up to its limit and keeps half of it random', () => {
    expect([1, 2, 3].map((attempt) => delayAfterAttempt(attempt, schedule, 0))).toEqual([50, 100, 200]);
    expect([1, 2, 3].map((attempt) => delayAfterAttempt(attempt, schedule, 1))).toEqual([100, 200, 400]);
    expect(delayAfterAttempt(1_000, schedule, 1)).toBe(1_000);
  });
});
