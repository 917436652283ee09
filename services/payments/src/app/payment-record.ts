import type { Cause } from '@orpheus/platform/events';
import type { Payment } from '../domain/payment.ts';

/** What is still to be asked of the provider, and when. */
export interface Work {
  /** Attempts of the present operation whose answer was recorded. */
  readonly attempts: number;
  /** When it may be claimed: its next attempt, or the end of the lease that somebody holds. */
  readonly dueAt: Date;
  /** The worker that holds the lease. */
  readonly leaseOwner: string | undefined;
}

/** A payment as it is stored. `work` exists exactly while there is something to ask of the provider. */
export interface PaymentRecord {
  readonly id: string;
  readonly orderId: string;
  readonly version: number;
  readonly payment: Payment;
  readonly work: Work | undefined;
  /** Of the last change: what a worker does later is caused by it too. */
  readonly cause: Cause;
}
