import type { FraudRule } from '../domain/fraud-rule.ts';
import type { Operation } from '../domain/next-operation.ts';
import type { RetrySchedule } from '../domain/retry-schedule.ts';

/** The rules that an operator may set. */
export interface Policy {
  readonly fraud: FraudRule;
  readonly retries: Readonly<Record<Operation, RetrySchedule>>;
  /** How long to wait when the breaker let nothing through; such a try does not count as an attempt. */
  readonly notSentDelayMs: number;
  /** After so many charges without an answer the charge is voided and the payment fails. */
  readonly maxChargeAttempts: number;
  /** After so many failed refunds a person has to look. */
  readonly maxRefundAttempts: number;
}
