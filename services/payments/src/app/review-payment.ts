import type { Database } from '@orpheus/platform/db';
import type { Cause } from '@orpheus/platform/events';
import { type Commanded, type Commanding, commandPayment } from './command-payment.ts';

export type ReviewPayment = (paymentId: string, approved: boolean, cause: Cause) => Promise<Commanded>;

/** A person decides on a payment that the fraud rule holds: the charge goes on, or the payment fails. */
export function createReviewPayment(database: Database, commanding: Commanding): ReviewPayment {
  return (paymentId, approved, cause) =>
    database.transaction((tx) =>
      commandPayment(
        commanding,
        tx,
        paymentId,
        { kind: approved ? 'APPROVE_REVIEW' : 'REJECT_REVIEW' },
        cause,
      ),
    );
}
