import type { Operation } from '../domain/next-operation.ts';
import type { Command } from '../domain/vocabulary.ts';
import type { Policy } from './policy.ts';
import type { ProviderAnswer } from './ports.ts';

/** What the provider's answer to the given attempt (counted from 1) tells the payment; nothing: to be asked again. */
export function interpretAnswer(
  operation: Operation,
  answer: ProviderAnswer,
  attempt: number,
  policy: Policy,
): Command | undefined {
  switch (answer.kind) {
    case 'CAPTURED':
    case 'PENDING':
    case 'DECLINED':
    case 'VOIDED':
      return { kind: 'REPORT_CHARGE', outcome: answer };
    case 'REFUNDED':
      return { kind: 'REPORT_REFUND' };
    case 'REFUSED':
      if (operation === 'CHARGE') {
        return { kind: 'REPORT_CHARGE', outcome: { kind: 'DECLINED', reason: 'PAYMENT_ERROR' } };
      }
      return operation === 'REFUND' ? { kind: 'FAIL_REFUND', failure: answer.failure } : undefined;
    case 'UNKNOWN':
      if (operation === 'CHARGE' && attempt >= policy.maxChargeAttempts) return { kind: 'GIVE_UP_CHARGE' };
      if (operation === 'REFUND' && attempt >= policy.maxRefundAttempts) {
        return { kind: 'FAIL_REFUND', failure: answer.failure };
      }
      return undefined;
    case 'NOT_SENT':
    case 'NOT_FOUND':
      return undefined;
  }
}
