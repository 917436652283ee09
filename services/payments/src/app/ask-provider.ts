import type { Operation } from '../domain/next-operation.ts';
import type { PaymentRecord } from './payment-record.ts';
import type { PaymentProvider, ProviderAnswer } from './ports.ts';

/** The provider's idempotency key: one charge and one refund for a payment, however often they are asked for. */
export function idempotencyKeyOf(paymentId: string, operation: Operation): string {
  return operation === 'REFUND' ? `${paymentId}:refund` : paymentId;
}

/** Asks the provider for the payment's next operation. */
export async function askProvider(
  provider: PaymentProvider,
  record: PaymentRecord,
  operation: Operation,
): Promise<ProviderAnswer> {
  const idempotencyKey = idempotencyKeyOf(record.id, operation);
  const { payment } = record;
  switch (payment.state) {
    case 'INITIATED':
    case 'CHARGING': {
      const { amount, paymentMethod } = payment.terms;
      return provider.charge({ idempotencyKey, paymentId: record.id, ...amount, paymentMethod });
    }
    case 'PENDING':
      return provider.lookup(idempotencyKey);
    case 'VOIDING':
      return provider.void(idempotencyKey);
    case 'REFUNDING':
      return provider.refund({
        idempotencyKey,
        chargeReference: payment.reference,
        ...payment.terms.amount,
      });
    case 'NEW':
    case 'AWAITING_ORDER':
    case 'AWAITING_STOCK':
    case 'HELD':
    case 'VOIDED':
    case 'FAILED':
    case 'CAPTURED':
    case 'REFUNDED':
    case 'REFUND_FAILED':
      return { kind: 'NOT_SENT', failure: `nothing to ask for in ${payment.state}` };
  }
}
