/** An amount in the currency's smallest unit, e.g. 1999 and USD for 19.99 dollars. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

/** What is to be charged, as order.created tells it. */
export interface Terms {
  readonly customerId: string;
  readonly amount: Money;
  readonly paymentMethod: string;
}

export type FailureReason = 'PAYMENT_DECLINED' | 'INSUFFICIENT_FUNDS' | 'FRAUD_SUSPECTED' | 'PAYMENT_ERROR';
export type VoidCause = 'ORDER_CLOSED' | 'PAYMENT_ERROR';

/** What the provider says has become of a charge, whichever way it was learnt. */
export type ChargeOutcome =
  | { readonly kind: 'CAPTURED'; readonly reference: string }
  | { readonly kind: 'PENDING'; readonly reference: string }
  | { readonly kind: 'DECLINED'; readonly reason: FailureReason }
  | { readonly kind: 'VOIDED' };

export type Command =
  | { readonly kind: 'PLACE_ORDER'; readonly terms: Terms }
  | { readonly kind: 'GIVE_GO_AHEAD' }
  | { readonly kind: 'CLOSE_ORDER' }
  | { readonly kind: 'APPROVE_REVIEW' }
  | { readonly kind: 'REJECT_REVIEW' }
  | { readonly kind: 'BEGIN_CHARGE' }
  | { readonly kind: 'REPORT_CHARGE'; readonly outcome: ChargeOutcome }
  | { readonly kind: 'GIVE_UP_CHARGE' }
  | { readonly kind: 'REPORT_REFUND' }
  | { readonly kind: 'FAIL_REFUND'; readonly failure: string }
  | { readonly kind: 'RETRY_REFUND' };

export type Fact =
  | { readonly kind: 'ORDER_LEARNT'; readonly terms: Terms }
  | { readonly kind: 'GO_AHEAD_LEARNT' }
  | { readonly kind: 'HELD_FOR_REVIEW'; readonly terms: Terms }
  | { readonly kind: 'INITIATED'; readonly terms: Terms }
  | { readonly kind: 'CHARGE_BEGUN'; readonly terms: Terms }
  | { readonly kind: 'LEFT_PENDING'; readonly terms: Terms; readonly reference: string }
  | { readonly kind: 'CAPTURED'; readonly terms: Terms; readonly reference: string }
  | { readonly kind: 'CAPTURED_IN_VAIN'; readonly terms: Terms; readonly reference: string }
  | { readonly kind: 'FAILED'; readonly terms: Terms; readonly reason: FailureReason }
  | { readonly kind: 'VOID_BEGUN'; readonly terms: Terms; readonly because: VoidCause }
  | { readonly kind: 'VOIDED'; readonly terms: Terms | undefined }
  | { readonly kind: 'REFUND_BEGUN'; readonly terms: Terms; readonly reference: string }
  | { readonly kind: 'REFUNDED'; readonly terms: Terms; readonly reference: string }
  | {
      readonly kind: 'REFUND_FAILED';
      readonly terms: Terms;
      readonly reference: string;
      readonly failure: string;
    };

/** What a command leads to: a fact, or nothing for a reason that has a name. */
export type Decision =
  | { readonly kind: 'DECIDED'; readonly fact: Fact }
  | { readonly kind: 'IGNORED'; readonly because: IgnoredBecause };

/** `CONTRADICTION` is what a sane provider never says: it is worth an alarm. */
export type IgnoredBecause =
  | 'REPEATED'
  | 'OUTDATED'
  | 'ORDER_ALREADY_CLOSED'
  | 'NOT_IN_REVIEW'
  | 'NOTHING_TO_CHARGE'
  | 'NOTHING_TO_REFUND'
  | 'CONTRADICTION';

export function decided(fact: Fact): Decision {
  return { kind: 'DECIDED', fact };
}

export function ignored(because: IgnoredBecause): Decision {
  return { kind: 'IGNORED', because };
}
