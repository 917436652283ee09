import type { FailureReason } from '../domain/vocabulary.ts';

const reasons: Readonly<Record<string, FailureReason>> = {
  card_declined: 'PAYMENT_DECLINED',
  insufficient_funds: 'INSUFFICIENT_FUNDS',
  fraud_suspected: 'FRAUD_SUSPECTED',
};

/** The provider's word for a decline as ours; a word that is new to us is a plain decline. */
export function declineReasonOf(reason: string | undefined): FailureReason {
  return reasons[reason ?? ''] ?? 'PAYMENT_DECLINED';
}
