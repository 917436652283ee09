import type { PaymentRecord } from '../app/payment-record.ts';
import type { Payment, PaymentState } from '../domain/payment.ts';
import type { FailureReason, Terms, VoidCause } from '../domain/vocabulary.ts';

/** A row of `payments`, as `pg` gives it. */
export interface PaymentRow {
  readonly id: string;
  readonly order_id: string;
  readonly customer_id: string | null;
  readonly state: Exclude<PaymentState, 'NEW'>;
  readonly version: number;
  readonly amount_minor: string | null;
  readonly currency: string | null;
  readonly payment_method: string | null;
  readonly provider_reference: string | null;
  readonly reason: string | null;
  readonly attempts: number;
  readonly next_attempt_at: Date | null;
  readonly lease_owner: string | null;
  readonly causation_id: string;
  readonly traceparent: string | null;
}

export const paymentColumns =
  'id, order_id, customer_id, state, version, amount_minor, currency, payment_method, provider_reference, reason, ' +
  'attempts, next_attempt_at, lease_owner, causation_id, traceparent';

/** The row does not fit its state, which its constraints rule out: the schema and this code differ. */
export class CorruptPaymentRow extends Error {
  constructor(id: string, column: string) {
    super(`payment ${id}: ${column} does not fit its state`);
    this.name = 'CorruptPaymentRow';
  }
}

export function recordOf(row: PaymentRow): PaymentRecord {
  return {
    id: row.id,
    orderId: row.order_id,
    version: row.version,
    payment: paymentOf(row),
    work:
      row.next_attempt_at === null
        ? undefined
        : {
            attempts: row.attempts,
            dueAt: row.next_attempt_at,
            leaseOwner: row.lease_owner ?? undefined,
          },
    cause: {
      causationId: row.causation_id,
      correlationId: row.order_id,
      traceparent: row.traceparent ?? undefined,
    },
  };
}

function paymentOf(row: PaymentRow): Payment {
  switch (row.state) {
    case 'AWAITING_ORDER':
      return { state: row.state };
    case 'AWAITING_STOCK':
    case 'HELD':
    case 'INITIATED':
    case 'CHARGING':
      return { state: row.state, terms: termsOf(row) };
    case 'PENDING':
    case 'CAPTURED':
    case 'REFUNDING':
    case 'REFUNDED':
      return { state: row.state, terms: termsOf(row), reference: referenceOf(row) };
    case 'VOIDING':
      return { state: row.state, terms: termsOf(row), because: voidCauseOf(row) };
    case 'VOIDED':
      return { state: row.state, terms: row.amount_minor === null ? undefined : termsOf(row) };
    case 'FAILED':
      return { state: row.state, terms: termsOf(row), reason: failureReasonOf(row) };
    case 'REFUND_FAILED':
      return {
        state: row.state,
        terms: termsOf(row),
        reference: referenceOf(row),
        failure: row.reason ?? '',
      };
  }
}

function termsOf(row: PaymentRow): Terms {
  const { customer_id: customerId, amount_minor: amount, currency, payment_method: paymentMethod } = row;
  if (customerId === null || amount === null || currency === null || paymentMethod === null) {
    throw new CorruptPaymentRow(row.id, 'amount');
  }
  return { customerId, amount: { amountMinor: Number(amount), currency }, paymentMethod };
}

function referenceOf(row: PaymentRow): string {
  if (row.provider_reference === null) throw new CorruptPaymentRow(row.id, 'provider_reference');
  return row.provider_reference;
}

function voidCauseOf(row: PaymentRow): VoidCause {
  if (row.reason === 'ORDER_CLOSED' || row.reason === 'PAYMENT_ERROR') return row.reason;
  throw new CorruptPaymentRow(row.id, 'reason');
}

const failureReasons: readonly FailureReason[] = [
  'PAYMENT_DECLINED',
  'INSUFFICIENT_FUNDS',
  'FRAUD_SUSPECTED',
  'PAYMENT_ERROR',
];

function failureReasonOf(row: PaymentRow): FailureReason {
  const reason = failureReasons.find((each) => each === row.reason);
  if (reason === undefined) throw new CorruptPaymentRow(row.id, 'reason');
  return reason;
}

/** The columns of one payment in the order of the insert and update statements. */
export function valuesOf(record: PaymentRecord) {
  const { payment, work } = record;
  const terms = 'terms' in payment ? payment.terms : undefined;
  const captured = isCaptured(payment.state) ? (terms?.amount.amountMinor ?? null) : null;
  return {
    id: record.id,
    orderId: record.orderId,
    version: record.version,
    state: payment.state,
    customerId: terms?.customerId ?? null,
    amountMinor: terms?.amount.amountMinor ?? null,
    currency: terms?.amount.currency ?? null,
    paymentMethod: terms?.paymentMethod ?? null,
    providerReference: 'reference' in payment ? payment.reference : null,
    capturedMinor: captured,
    refundedMinor: payment.state === 'REFUNDED' ? captured : null,
    reason: reasonColumn(payment),
    attempts: work?.attempts ?? 0,
    nextAttemptAt: work?.dueAt ?? null,
    leaseOwner: work?.leaseOwner ?? null,
    leaseUntil: work?.leaseOwner === undefined ? null : work.dueAt,
    causationId: record.cause.causationId,
    traceparent: record.cause.traceparent ?? null,
  };
}

function reasonColumn(payment: Payment): string | null {
  if (payment.state === 'FAILED') return payment.reason;
  if (payment.state === 'VOIDING') return payment.because;
  return payment.state === 'REFUND_FAILED' ? payment.failure : null;
}

function isCaptured(state: PaymentState): boolean {
  return state === 'CAPTURED' || state === 'REFUNDING' || state === 'REFUNDED' || state === 'REFUND_FAILED';
}
