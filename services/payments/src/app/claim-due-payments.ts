import type { Database } from '@orpheus/platform/db';
import { nextOperation, type Operation } from '../domain/next-operation.ts';
import { applyCommand } from './apply-command.ts';
import type { PaymentRecord } from './payment-record.ts';
import type { Policy } from './policy.ts';
import type { Clock, Observer, PaymentStore } from './ports.ts';

export interface Claiming {
  readonly database: Database;
  readonly store: PaymentStore;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly observer: Observer;
  /** Longer than a provider call with all its retries can take. */
  readonly leaseMs: number;
}

/** A payment whose lease this worker holds, and what to ask of the provider for it. */
export interface ClaimedPayment {
  readonly record: PaymentRecord;
  readonly operation: Operation;
}

/**
 * Leases due payments to a worker. CHARGING is committed before the provider hears of the charge: from then on a cancel
 * knows that money may move. A worker that dies leaves its lease to expire, and the next asks with the same key.
 */
export async function claimDuePayments(
  claiming: Claiming,
  leaseOwner: string,
  limit: number,
): Promise<readonly ClaimedPayment[]> {
  return claiming.database.transaction(async (tx) => {
    const now = claiming.clock.now();
    const leaseUntil = new Date(now.getTime() + claiming.leaseMs);
    const due = await claiming.store.lockDue(tx, now, limit);
    const claimed = due.flatMap((record): ClaimedPayment[] => {
      const operation = nextOperation(record.payment.state);
      if (operation === undefined) return [];
      const begun = operation === 'CHARGE' ? begin(claiming, record, now) : record;
      return [
        {
          operation,
          record: {
            ...begun,
            work: { attempts: begun.work?.attempts ?? 0, dueAt: leaseUntil, leaseOwner },
          },
        },
      ];
    });
    await claiming.store.update(
      tx,
      claimed.map(({ record }) => record),
    );
    return claimed;
  });
}

function begin(claiming: Claiming, record: PaymentRecord, now: Date): PaymentRecord {
  const command = { kind: 'BEGIN_CHARGE' } as const;
  const applied = applyCommand(record, command, record.cause, claiming.policy, now);
  claiming.observer.decided(record, command, applied.decision);
  return applied.record;
}
