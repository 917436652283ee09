import { type FraudRule, needsReview } from './fraud-rule.ts';
import {
  type ChargeOutcome,
  type Command,
  type Decision,
  decided,
  type Fact,
  type FailureReason,
  ignored,
  type Terms,
  type VoidCause,
} from './vocabulary.ts';

/**
 * One payment of one order. Money has moved in CAPTURED, REFUNDING, REFUNDED and REFUND_FAILED, may have moved in
 * CHARGING, PENDING and VOIDING (only the provider knows), and has not moved in the others.
 */
export type Payment =
  | { readonly state: 'NEW' }
  | { readonly state: 'AWAITING_ORDER' }
  | { readonly state: 'AWAITING_STOCK'; readonly terms: Terms }
  | { readonly state: 'HELD'; readonly terms: Terms }
  | { readonly state: 'INITIATED'; readonly terms: Terms }
  | { readonly state: 'CHARGING'; readonly terms: Terms }
  | { readonly state: 'PENDING'; readonly terms: Terms; readonly reference: string }
  | { readonly state: 'VOIDING'; readonly terms: Terms; readonly because: VoidCause }
  | { readonly state: 'VOIDED'; readonly terms: Terms | undefined }
  | { readonly state: 'FAILED'; readonly terms: Terms; readonly reason: FailureReason }
  | { readonly state: 'CAPTURED'; readonly terms: Terms; readonly reference: string }
  | { readonly state: 'REFUNDING'; readonly terms: Terms; readonly reference: string }
  | { readonly state: 'REFUNDED'; readonly terms: Terms; readonly reference: string }
  | {
      readonly state: 'REFUND_FAILED';
      readonly terms: Terms;
      readonly reference: string;
      readonly failure: string;
    };

export type PaymentState = Payment['state'];

export function decide(payment: Payment, command: Command, rule: FraudRule): Decision {
  switch (command.kind) {
    case 'PLACE_ORDER':
      return placeOrder(payment, command.terms, rule);
    case 'GIVE_GO_AHEAD':
      return giveGoAhead(payment, rule);
    case 'CLOSE_ORDER':
      return closeOrder(payment);
    case 'APPROVE_REVIEW':
      if (payment.state !== 'HELD') return ignored('NOT_IN_REVIEW');
      return decided({ kind: 'INITIATED', terms: payment.terms });
    case 'REJECT_REVIEW':
      if (payment.state !== 'HELD') return ignored('NOT_IN_REVIEW');
      return decided({ kind: 'FAILED', terms: payment.terms, reason: 'FRAUD_SUSPECTED' });
    case 'BEGIN_CHARGE':
      if (payment.state === 'CHARGING') return ignored('REPEATED');
      if (payment.state !== 'INITIATED') return ignored('NOTHING_TO_CHARGE');
      return decided({ kind: 'CHARGE_BEGUN', terms: payment.terms });
    case 'REPORT_CHARGE':
      return reportCharge(payment, command.outcome);
    case 'GIVE_UP_CHARGE':
      if (payment.state !== 'CHARGING') return ignored('OUTDATED');
      // The last attempt may have charged unseen: the provider has to void it before anybody hears of a failure.
      return decided({ kind: 'VOID_BEGUN', terms: payment.terms, because: 'PAYMENT_ERROR' });
    case 'REPORT_REFUND':
      if (payment.state === 'REFUNDED') return ignored('REPEATED');
      if (payment.state !== 'REFUNDING' && payment.state !== 'REFUND_FAILED') return ignored('CONTRADICTION');
      return decided({ kind: 'REFUNDED', terms: payment.terms, reference: payment.reference });
    case 'FAIL_REFUND':
      if (payment.state !== 'REFUNDING') return ignored('OUTDATED');
      return decided({
        kind: 'REFUND_FAILED',
        terms: payment.terms,
        reference: payment.reference,
        failure: command.failure,
      });
    case 'RETRY_REFUND':
      if (payment.state === 'REFUNDING') return ignored('REPEATED');
      if (payment.state !== 'REFUND_FAILED') return ignored('NOTHING_TO_REFUND');
      return decided({ kind: 'REFUND_BEGUN', terms: payment.terms, reference: payment.reference });
  }
}

export function evolve(fact: Fact): Payment {
  switch (fact.kind) {
    case 'ORDER_LEARNT':
      return { state: 'AWAITING_STOCK', terms: fact.terms };
    case 'GO_AHEAD_LEARNT':
      return { state: 'AWAITING_ORDER' };
    case 'HELD_FOR_REVIEW':
      return { state: 'HELD', terms: fact.terms };
    case 'INITIATED':
      return { state: 'INITIATED', terms: fact.terms };
    case 'CHARGE_BEGUN':
      return { state: 'CHARGING', terms: fact.terms };
    case 'LEFT_PENDING':
      return { state: 'PENDING', terms: fact.terms, reference: fact.reference };
    case 'CAPTURED':
      return { state: 'CAPTURED', terms: fact.terms, reference: fact.reference };
    case 'CAPTURED_IN_VAIN':
    case 'REFUND_BEGUN':
      return { state: 'REFUNDING', terms: fact.terms, reference: fact.reference };
    case 'FAILED':
      return { state: 'FAILED', terms: fact.terms, reason: fact.reason };
    case 'VOID_BEGUN':
      return { state: 'VOIDING', terms: fact.terms, because: fact.because };
    case 'VOIDED':
      return { state: 'VOIDED', terms: fact.terms };
    case 'REFUNDED':
      return { state: 'REFUNDED', terms: fact.terms, reference: fact.reference };
    case 'REFUND_FAILED':
      return { state: 'REFUND_FAILED', terms: fact.terms, reference: fact.reference, failure: fact.failure };
  }
}

function placeOrder(payment: Payment, terms: Terms, rule: FraudRule): Decision {
  if (payment.state === 'NEW') return decided({ kind: 'ORDER_LEARNT', terms });
  if (payment.state === 'AWAITING_ORDER') return start(terms, rule);
  return ignored(payment.state === 'VOIDED' ? 'ORDER_ALREADY_CLOSED' : 'REPEATED');
}

function giveGoAhead(payment: Payment, rule: FraudRule): Decision {
  if (payment.state === 'NEW') return decided({ kind: 'GO_AHEAD_LEARNT' });
  if (payment.state === 'AWAITING_STOCK') return start(payment.terms, rule);
  return ignored(payment.state === 'VOIDED' ? 'ORDER_ALREADY_CLOSED' : 'REPEATED');
}

function start(terms: Terms, rule: FraudRule): Decision {
  return decided({ kind: needsReview(terms.amount, rule) ? 'HELD_FOR_REVIEW' : 'INITIATED', terms });
}

/** The order was cancelled or rejected: nothing may stay charged for it. */
function closeOrder(payment: Payment): Decision {
  switch (payment.state) {
    case 'NEW':
    case 'AWAITING_ORDER':
      return decided({ kind: 'VOIDED', terms: undefined });
    case 'AWAITING_STOCK':
    case 'HELD':
    case 'INITIATED':
      return decided({ kind: 'VOIDED', terms: payment.terms });
    case 'CHARGING':
    case 'PENDING':
      return decided({ kind: 'VOID_BEGUN', terms: payment.terms, because: 'ORDER_CLOSED' });
    case 'VOIDING':
      if (payment.because === 'ORDER_CLOSED') return ignored('REPEATED');
      return decided({ kind: 'VOID_BEGUN', terms: payment.terms, because: 'ORDER_CLOSED' });
    case 'CAPTURED':
      return decided({ kind: 'REFUND_BEGUN', terms: payment.terms, reference: payment.reference });
    case 'FAILED':
    case 'VOIDED':
    case 'REFUNDING':
    case 'REFUNDED':
    case 'REFUND_FAILED':
      return ignored('REPEATED');
  }
}

function reportCharge(payment: Payment, outcome: ChargeOutcome): Decision {
  switch (payment.state) {
    case 'NEW':
    case 'AWAITING_ORDER':
    case 'AWAITING_STOCK':
    case 'HELD':
    case 'INITIATED':
      return ignored('CONTRADICTION');
    case 'CHARGING':
    case 'PENDING':
      return whileWanted(payment, outcome);
    case 'VOIDING':
      return whileVoiding(payment, outcome);
    case 'VOIDED':
    case 'FAILED':
      // A capture is final at the provider, so it is believed even when it comes last; all else is only late.
      if (outcome.kind !== 'CAPTURED') return ignored('OUTDATED');
      if (payment.terms === undefined) return ignored('CONTRADICTION');
      return decided({ kind: 'CAPTURED_IN_VAIN', terms: payment.terms, reference: outcome.reference });
    case 'CAPTURED':
    case 'REFUNDING':
    case 'REFUNDED':
    case 'REFUND_FAILED':
      if (outcome.kind === 'PENDING') return ignored('OUTDATED');
      if (outcome.kind === 'CAPTURED' && outcome.reference === payment.reference) return ignored('REPEATED');
      return ignored('CONTRADICTION');
  }
}

function whileWanted(payment: Payment & { state: 'CHARGING' | 'PENDING' }, outcome: ChargeOutcome): Decision {
  const { terms } = payment;
  switch (outcome.kind) {
    case 'CAPTURED':
      return decided({ kind: 'CAPTURED', terms, reference: outcome.reference });
    case 'PENDING':
      if (payment.state === 'PENDING') return ignored('REPEATED');
      return decided({ kind: 'LEFT_PENDING', terms, reference: outcome.reference });
    case 'DECLINED':
      return decided({ kind: 'FAILED', terms, reason: outcome.reason });
    case 'VOIDED':
      return decided({ kind: 'FAILED', terms, reason: 'PAYMENT_ERROR' });
  }
}

function whileVoiding(payment: Payment & { state: 'VOIDING' }, outcome: ChargeOutcome): Decision {
  const { terms, because } = payment;
  switch (outcome.kind) {
    case 'CAPTURED':
      return decided({
        kind: because === 'ORDER_CLOSED' ? 'CAPTURED_IN_VAIN' : 'CAPTURED',
        terms,
        reference: outcome.reference,
      });
    case 'PENDING':
      return ignored('OUTDATED');
    case 'DECLINED':
    case 'VOIDED':
      if (because === 'ORDER_CLOSED') return decided({ kind: 'VOIDED', terms });
      return decided({
        kind: 'FAILED',
        terms,
        reason: outcome.kind === 'DECLINED' ? outcome.reason : 'PAYMENT_ERROR',
      });
  }
}
