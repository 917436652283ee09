import type { Cause } from '@orpheus/platform/events';
import { nextOperation, type Operation } from '../domain/next-operation.ts';
import { decide, evolve } from '../domain/payment.ts';
import type { Command, Decision } from '../domain/vocabulary.ts';
import { type PaymentEvent, paymentEventOf } from './payment-event.ts';
import type { PaymentRecord, Work } from './payment-record.ts';
import type { Policy } from './policy.ts';

export interface Applied {
  readonly record: PaymentRecord;
  readonly decision: Decision;
  /** What the others hear of it, if it concerns them. */
  readonly event: PaymentEvent | undefined;
}

/** Runs one command through the state machine and says what is to be stored, asked of the provider and published. */
export function applyCommand(
  record: PaymentRecord,
  command: Command,
  cause: Cause,
  policy: Policy,
  now: Date,
): Applied {
  const decision = decide(record.payment, command, policy.fraud);
  if (decision.kind === 'IGNORED') return { record, decision, event: undefined };
  const payment = evolve(decision.fact);
  const work = workAfter(
    record,
    nextOperation(record.payment.state),
    nextOperation(payment.state),
    policy,
    now,
  );
  const changed = { ...record, payment, work, version: record.version + 1, cause };
  return { record: changed, decision, event: paymentEventOf(changed, decision.fact) };
}

function workAfter(
  record: PaymentRecord,
  before: Operation | undefined,
  after: Operation | undefined,
  policy: Policy,
  now: Date,
): Work | undefined {
  if (after === undefined) return undefined;
  if (after === before) return record.work;
  // A provider that said "pending" calls the webhook; it is asked only if that stays out.
  const delayMs = after === 'LOOKUP' ? policy.retries.LOOKUP.firstDelayMs : 0;
  return { attempts: 0, dueAt: new Date(now.getTime() + delayMs), leaseOwner: undefined };
}
