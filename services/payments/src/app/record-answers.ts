import type { Transaction } from '@orpheus/platform/db';
import type { Cause } from '@orpheus/platform/events';
import type { Outbox } from '@orpheus/platform/outbox';
import { nextOperation, type Operation } from '../domain/next-operation.ts';
import { delayAfterAttempt } from '../domain/retry-schedule.ts';
import type { Command, IgnoredBecause } from '../domain/vocabulary.ts';
import { applyCommand } from './apply-command.ts';
import { interpretAnswer } from './interpret-answer.ts';
import type { PaymentEvent } from './payment-event.ts';
import type { PaymentRecord } from './payment-record.ts';
import type { Policy } from './policy.ts';
import type { Attempt, Clock, Observer, PaymentStore, ProviderAnswer } from './ports.ts';

/** What the provider answered to a worker. */
export interface WorkerReport {
  readonly kind: 'ANSWER';
  readonly paymentId: string;
  readonly operation: Operation;
  readonly answer: ProviderAnswer;
  readonly attempt: Attempt;
  readonly leaseOwner: string;
}

/** What the provider's webhook says; `providerEventId` is the same on every delivery. */
export interface WebhookReport {
  readonly kind: 'WEBHOOK';
  readonly paymentId: string;
  readonly command: Command;
  readonly providerEventId: string;
  readonly cause: Cause;
}

export type ProviderReport = WorkerReport | WebhookReport;

/** What became of a report; `again` is when the worker is needed next. */
export type Recorded =
  | { readonly kind: 'CHANGED' | 'UNCHANGED'; readonly again: Date | undefined }
  | { readonly kind: 'IGNORED'; readonly because: IgnoredBecause; readonly again: Date | undefined }
  | { readonly kind: 'DUPLICATE' }
  | { readonly kind: 'UNKNOWN_PAYMENT' };

export interface AnswerRecording {
  readonly store: PaymentStore;
  readonly outbox: Outbox;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly observer: Observer;
  readonly random: () => number;
}

/**
 * Records what the provider said of several payments, by whatever way, in one transaction. Each row is read again under
 * its lock: an order that was closed while its charge was on the way turns the capture into a refund.
 */
export function createAnswerRecorder(recording: AnswerRecording) {
  const { store, outbox, policy, clock, observer } = recording;

  function rescheduled(record: PaymentRecord, report: WorkerReport, now: Date): PaymentRecord {
    const { work } = record;
    // Only the holder of the lease may give it back: whoever has taken over meanwhile decides by itself.
    if (work === undefined || work.leaseOwner !== report.leaseOwner) return record;
    if (nextOperation(record.payment.state) !== report.operation) return record;
    const wasSent = report.answer.kind !== 'NOT_SENT';
    const attempts = work.attempts + (wasSent ? 1 : 0);
    // An open breaker answers at once: without a pause of its own, all that is due would turn in a circle.
    const schedule = wasSent
      ? policy.retries[report.operation]
      : { firstDelayMs: policy.notSentDelayMs, maxDelayMs: policy.notSentDelayMs };
    const delayMs = delayAfterAttempt(Math.max(attempts, 1), schedule, recording.random());
    return {
      ...record,
      work: { attempts, dueAt: new Date(now.getTime() + delayMs), leaseOwner: undefined },
    };
  }

  function commandOf(report: ProviderReport, record: PaymentRecord): Command | undefined {
    if (report.kind === 'WEBHOOK') return report.command;
    return interpretAnswer(report.operation, report.answer, (record.work?.attempts ?? 0) + 1, policy);
  }

  function causeOfReport(report: ProviderReport, record: PaymentRecord): Cause {
    if (report.kind === 'ANSWER') return record.cause;
    return { ...report.cause, traceparent: record.cause.traceparent ?? report.cause.traceparent };
  }

  return async (tx: Transaction, reports: readonly ProviderReport[]): Promise<readonly Recorded[]> => {
    const fresh = await freshEvents(tx, store, reports);
    const found = await store.lockById(
      tx,
      reports.map((report) => report.paymentId),
    );
    const records = new Map(found.map((record) => [record.id, record]));
    const changed = new Map<string, PaymentRecord>();
    const published: PaymentEvent[] = [];
    const now = clock.now();

    function record(report: ProviderReport): Recorded {
      const current = records.get(report.paymentId);
      if (current === undefined) return { kind: 'UNKNOWN_PAYMENT' };
      if (report.kind === 'WEBHOOK' && !fresh.delete(report.providerEventId)) return { kind: 'DUPLICATE' };
      const command = commandOf(report, current);
      if (command === undefined) {
        const next = keep(report, current);
        return { kind: 'UNCHANGED', again: next.work?.dueAt };
      }
      const applied = applyCommand(current, command, causeOfReport(report, current), policy, now);
      observer.decided(current, command, applied.decision);
      if (applied.event !== undefined) published.push(applied.event);
      const next = keep(report, applied.record);
      const again = next.work?.dueAt;
      if (applied.decision.kind === 'IGNORED') {
        return { kind: 'IGNORED', because: applied.decision.because, again };
      }
      return { kind: 'CHANGED', again };
    }

    function keep(report: ProviderReport, next: PaymentRecord): PaymentRecord {
      const kept = report.kind === 'ANSWER' ? rescheduled(next, report, now) : next;
      if (kept === records.get(kept.id)) return kept;
      records.set(kept.id, kept);
      changed.set(kept.id, kept);
      return kept;
    }

    const recorded = reports.map(record);
    await store.update(tx, [...changed.values()]);
    await store.addAttempts(tx, attemptsOf(reports, records));
    await outbox.append(tx, published);
    return recorded;
  };
}

async function freshEvents(
  tx: Transaction,
  store: PaymentStore,
  reports: readonly ProviderReport[],
): Promise<Set<string>> {
  const ids = reports.flatMap((report) => (report.kind === 'WEBHOOK' ? [report.providerEventId] : []));
  return ids.length === 0 ? new Set() : new Set(await store.claimProviderEvents(tx, ids));
}

function attemptsOf(
  reports: readonly ProviderReport[],
  known: ReadonlyMap<string, PaymentRecord>,
): readonly Attempt[] {
  return reports.flatMap((report) =>
    report.kind === 'ANSWER' && known.has(report.paymentId) ? [report.attempt] : [],
  );
}
