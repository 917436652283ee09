import {
  claimIdempotencyKeys,
  type Database,
  type IdempotencyClaim,
  releaseIdempotencyKeys,
  type StoredAnswer,
  storeIdempotentAnswers,
} from '@orpheus/platform/db';
import type { Cause } from '@orpheus/platform/events';
import { type Commanded, type Commanding, commandPayment } from './command-payment.ts';
import type { PaymentRecord } from './payment-record.ts';

export type RefundRetried =
  | { readonly kind: 'ANSWERED'; readonly answer: StoredAnswer }
  | { readonly kind: 'REFUSED'; readonly outcome: Exclude<Commanded, { kind: 'DONE' }> }
  | { readonly kind: 'KEY_REUSED' | 'KEY_IN_USE' };

export type RetryRefund = (request: {
  readonly paymentId: string;
  readonly claim: IdempotencyClaim;
  readonly cause: Cause;
  /** The answer that is stored with the key and sent again for it. */
  readonly answerFor: (record: PaymentRecord) => StoredAnswer;
}) => Promise<RefundRetried>;

/** A person starts a refund again that the provider kept refusing; its key and its effect commit together. */
export function createRetryRefund(database: Database, commanding: Commanding): RetryRefund {
  return ({ paymentId, claim, cause, answerFor }) =>
    database.transaction(async (tx): Promise<RefundRetried> => {
      const [claimed] = await claimIdempotencyKeys(tx, [claim]);
      if (claimed?.kind === 'stored') return { kind: 'ANSWERED', answer: claimed.answer };
      if (claimed?.kind === 'mismatch') return { kind: 'KEY_REUSED' };
      if (claimed?.kind !== 'new') return { kind: 'KEY_IN_USE' };
      const outcome = await commandPayment(commanding, tx, paymentId, { kind: 'RETRY_REFUND' }, cause);
      if (outcome.kind !== 'DONE') {
        await releaseIdempotencyKeys(tx, [claim]);
        return { kind: 'REFUSED', outcome };
      }
      const answer = answerFor(outcome.record);
      await storeIdempotentAnswers(tx, [{ ...claim, ...answer }]);
      return { kind: 'ANSWERED', answer };
    });
}
