import type { Transaction } from '@orpheus/platform/db';
import type { Cause } from '@orpheus/platform/events';
import type { Outbox } from '@orpheus/platform/outbox';
import type { Command, IgnoredBecause } from '../domain/vocabulary.ts';
import { applyCommand } from './apply-command.ts';
import type { PaymentRecord } from './payment-record.ts';
import type { Policy } from './policy.ts';
import type { Clock, Observer, PaymentStore } from './ports.ts';

export interface Commanding {
  readonly store: PaymentStore;
  readonly outbox: Outbox;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly observer: Observer;
  /** Called after a commit that left work to do. */
  readonly onWork: () => void;
}

export type Commanded =
  | { readonly kind: 'DONE'; readonly record: PaymentRecord }
  | { readonly kind: 'NOT_FOUND' }
  | { readonly kind: 'IGNORED'; readonly because: IgnoredBecause; readonly record: PaymentRecord };

/** Runs one command of a person against one payment. */
export async function commandPayment(
  commanding: Commanding,
  tx: Transaction,
  paymentId: string,
  command: Command,
  cause: Cause,
): Promise<Commanded> {
  const [record] = await commanding.store.lockById(tx, [paymentId]);
  if (record === undefined) return { kind: 'NOT_FOUND' };
  const now = commanding.clock.now();
  const applied = applyCommand(record, command, cause, commanding.policy, now);
  commanding.observer.decided(record, command, applied.decision);
  if (applied.decision.kind === 'IGNORED') {
    return { kind: 'IGNORED', because: applied.decision.because, record };
  }
  await commanding.store.update(tx, [applied.record]);
  if (applied.event !== undefined) await commanding.outbox.append(tx, [applied.event]);
  if (applied.record.work !== undefined) tx.afterCommit(commanding.onWork);
  return { kind: 'DONE', record: applied.record };
}
