import { setTimeout as startTimer } from 'node:timers';
import { setTimeout } from 'node:timers/promises';
import type { Batcher } from '@orpheus/platform/batcher';
import { createWorker, type Worker, type WorkerOptions } from '@orpheus/platform/worker';
import { askProvider, idempotencyKeyOf } from './ask-provider.ts';
import { type ClaimedPayment, type Claiming, claimDuePayments } from './claim-due-payments.ts';
import type { PaymentProvider, ProviderAnswer } from './ports.ts';
import type { ProviderReport, Recorded } from './record-answers.ts';

/** Calls that outlast it are given up to their lease: another process asks again with the same key. */
const longestDrainMs = 5_000;

export interface PaymentWorkerOptions {
  readonly claiming: Claiming;
  readonly provider: PaymentProvider;
  readonly reports: Batcher<ProviderReport, Recorded>;
  readonly workerId: string;
  /** The most provider calls in flight at once. */
  readonly maxInFlight: number;
  /** How often to look for due work when nobody calls. */
  readonly pollIntervalMs: number;
  readonly logger: WorkerOptions['logger'];
}

/**
 * Claims due payments in batches and has many provider calls in flight, none of them inside a transaction. Its `stop`
 * claims nothing more and waits a while for the calls in flight and their records.
 */
export function createPaymentWorker(options: PaymentWorkerOptions): Worker {
  const { claiming, provider, reports, workerId, maxInFlight, pollIntervalMs, logger } = options;
  const { clock, observer } = claiming;
  const inFlight = new Set<Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();

  const worker = createWorker({
    name: 'payments',
    intervalMs: pollIntervalMs,
    logger,
    run: async () => {
      const free = maxInFlight - inFlight.size;
      if (free <= 0) return false;
      for (const claimed of await claimDuePayments(claiming, workerId, free)) begin(claimed);
      return false;
    },
  });

  function begin(claimed: ClaimedPayment): void {
    const call: Promise<void> = work(claimed)
      // Not lost: the lease expires, and the provider gives the same answer again.
      .catch((error: unknown) => logger.warn({ error }, 'provider_answer_not_recorded'))
      .finally(() => {
        const wasFull = inFlight.size >= maxInFlight;
        inFlight.delete(call);
        if (wasFull) worker.wake();
      });
    inFlight.add(call);
  }

  async function work({ record, operation }: ClaimedPayment): Promise<void> {
    const startedAt = clock.now();
    const answer = await askProvider(provider, record, operation);
    const durationMs = Math.max(0, clock.now().getTime() - startedAt.getTime());
    observer.answered(record.id, operation, answer, durationMs);
    const recorded = await reports.add({
      kind: 'ANSWER',
      paymentId: record.id,
      operation,
      answer,
      leaseOwner: workerId,
      attempt: {
        paymentId: record.id,
        operation,
        idempotencyKey: idempotencyKeyOf(record.id, operation),
        outcome: answer.kind,
        detail: detailOf(answer),
        startedAt,
        durationMs,
      },
    });
    if ('again' in recorded && recorded.again !== undefined) wakeAt(recorded.again);
  }

  function wakeAt(time: Date): void {
    // A timer may fire a millisecond early, and would find nothing due.
    const delayMs = Math.max(0, time.getTime() - clock.now().getTime()) + 2;
    // Beyond the next poll, the poll will find it.
    if (delayMs > pollIntervalMs) return;
    const timer = startTimer(() => {
      timers.delete(timer);
      worker.wake();
    }, delayMs);
    timers.add(timer);
  }

  return {
    name: worker.name,
    start: () => worker.start(),
    wake: () => worker.wake(),
    stop: async () => {
      await worker.stop();
      for (const timer of timers) clearTimeout(timer);
      await Promise.race([Promise.all(inFlight), setTimeout(longestDrainMs, undefined, { ref: false })]);
    },
  };
}

function detailOf(answer: ProviderAnswer): string | undefined {
  if ('failure' in answer) return answer.failure;
  if ('reference' in answer) return answer.reference;
  return 'reason' in answer ? answer.reason : undefined;
}
