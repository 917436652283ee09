import type { Database, IdempotencyClaim, Transaction } from '@orpheus/platform/db';
import { claimIdempotencyKeys, storeIdempotentAnswers } from '@orpheus/platform/db';
import type { VerbatimAnswer } from '@orpheus/platform/http';
import { idempotencyMismatch, idempotencyRunning } from '@orpheus/platform/http';

/**
 * Does the work of a request once for its Idempotency-Key: key, work and answer are one transaction. A repetition gets the
 * stored answer. What the work throws undoes all of it, the key included, so a refused request may be sent again.
 */
export function answerOnce(
  db: Database,
  claim: IdempotencyClaim,
  work: (tx: Transaction) => Promise<{ readonly status: number; readonly body: unknown }>,
): Promise<VerbatimAnswer> {
  return db.transaction(async (tx) => {
    const [outcome] = await claimIdempotencyKeys(tx, [claim]);
    switch (outcome?.kind) {
      case 'new': {
        const { status, body } = await work(tx);
        const text = JSON.stringify(body);
        await storeIdempotentAnswers(tx, [{ ...claim, status, body: text, headers: {} }]);
        return { status, verbatim: text };
      }
      case 'stored':
        return {
          status: outcome.answer.status,
          verbatim: outcome.answer.body,
          headers: outcome.answer.headers,
        };
      case 'mismatch':
        throw idempotencyMismatch();
      case 'running':
      case 'repeated':
      case undefined:
        throw idempotencyRunning();
    }
  });
}
