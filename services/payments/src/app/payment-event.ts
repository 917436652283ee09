import type { NewEvent } from '@orpheus/platform/events';
import { events } from '@orpheus/schemas';
import type { Fact } from '../domain/vocabulary.ts';
import type { PaymentRecord } from './payment-record.ts';

export type PaymentEvent =
  | NewEvent<typeof events.paymentPending>
  | NewEvent<typeof events.paymentConfirmed>
  | NewEvent<typeof events.paymentFailed>
  | NewEvent<typeof events.paymentRefunded>
  | NewEvent<typeof events.paymentRefundFailed>;

/** What a fact means to the other services. A void moved no money, so nobody hears of it. */
export function paymentEventOf(record: PaymentRecord, fact: Fact): PaymentEvent | undefined {
  const { id: paymentId, orderId, version } = record;
  const envelope = { key: orderId, version, cause: { ...record.cause, correlationId: orderId } };
  switch (fact.kind) {
    case 'HELD_FOR_REVIEW':
    case 'LEFT_PENDING':
      return {
        ...envelope,
        definition: events.paymentPending,
        payload: {
          paymentId,
          version,
          orderId,
          amount: fact.terms.amount,
          reason: fact.kind === 'HELD_FOR_REVIEW' ? 'FRAUD_REVIEW' : 'PROVIDER_PENDING',
        },
      };
    case 'CAPTURED':
      return {
        ...envelope,
        definition: events.paymentConfirmed,
        payload: {
          paymentId,
          version,
          orderId,
          amount: fact.terms.amount,
          providerReference: fact.reference,
        },
      };
    case 'FAILED':
      return {
        ...envelope,
        definition: events.paymentFailed,
        payload: { paymentId, version, orderId, amount: fact.terms.amount, reason: fact.reason },
      };
    case 'REFUNDED':
      return {
        ...envelope,
        definition: events.paymentRefunded,
        payload: { paymentId, version, orderId, amount: fact.terms.amount, inFull: true },
      };
    case 'REFUND_FAILED':
      return {
        ...envelope,
        definition: events.paymentRefundFailed,
        payload: { paymentId, version, orderId, amount: fact.terms.amount, reason: fact.failure },
      };
    case 'ORDER_LEARNT':
    case 'GO_AHEAD_LEARNT':
    case 'INITIATED':
    case 'CHARGE_BEGUN':
    case 'CAPTURED_IN_VAIN':
    case 'VOID_BEGUN':
    case 'VOIDED':
    case 'REFUND_BEGUN':
      return undefined;
  }
}
