import type { Batcher } from '@orpheus/platform/batcher';
import { askProvider, idempotencyKeyOf } from './ask-provider.ts';
import { type ClaimedPayment, type Claiming, claimDuePayments } from './claim-due-payments.ts';
import type { PaymentProvider, ProviderAnswer } from './ports.ts';
import type { ProviderReport, Recorded } from './record-answers.ts';

export interface WorkerOptions {
  readonly claiming: Claiming;
  readonly provider: PaymentProvider;
  readonly reports: Batcher<ProviderReport, Recorded>;
  readonly workerId: string;
  /** The most provider calls in flight at once. */
  readonly maxInFlight: number;
  /** How often to look for due work when nobody calls. */
  readonly pollIntervalMs: number;
}

export interface PaymentWorker {
  start(): void;
  /** Looks for due work now; called after a commit that left some. */
  wake(): void;
  /** Claims nothing more and waits for the calls in flight and their records. */
  stop(): Promise<void>;
}

/** Claims due payments in batches and has many provider calls in flight, none of them inside a transaction. */
export function createPaymentWorker(options: WorkerOptions): PaymentWorker {
  const { claiming, provider, reports, workerId, maxInFlight } = options;
  const { clock, observer } = claiming;
  const inFlight = new Set<Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  let running = false;
  let looking: Promise<void> | undefined;
  let lookAgain = false;
  let poll: NodeJS.Timeout | undefined;

  async function work(claimed: ClaimedPayment): Promise<void> {
    const { record, operation } = claimed;
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

  function begin(claimed: ClaimedPayment): void {
    // An answer that could not be recorded is not lost: the lease expires, and the provider answers the same again.
    const call: Promise<void> = work(claimed)
      .catch((error: unknown) => observer.failed('provider_answers_not_recorded', error))
      .finally(() => {
        const wasFull = inFlight.size >= maxInFlight;
        inFlight.delete(call);
        if (wasFull) wake();
      });
    inFlight.add(call);
  }

  async function look(): Promise<void> {
    do {
      lookAgain = false;
      const free = maxInFlight - inFlight.size;
      if (free <= 0) return;
      const claimed = await claimDuePayments(claiming, workerId, free);
      for (const each of claimed) begin(each);
      if (claimed.length === free) lookAgain = true;
    } while (running && lookAgain);
  }

  function wake(): void {
    if (!running) return;
    lookAgain = true;
    if (looking !== undefined) return;
    looking = look()
      .catch((error: unknown) => {
        // The poll tries again: a database that is away must not be asked in a circle.
        lookAgain = false;
        observer.failed('payments_not_claimed', error);
      })
      .finally(() => {
        looking = undefined;
        if (lookAgain) wake();
      });
  }

  function wakeAt(time: Date): void {
    const delayMs = time.getTime() - clock.now().getTime();
    if (delayMs <= 0) return wake();
    // Beyond the next poll the poll will find it.
    if (delayMs > options.pollIntervalMs) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      wake();
    }, delayMs);
    timers.add(timer);
  }

  return {
    start() {
      running = true;
      poll = setInterval(wake, options.pollIntervalMs);
      wake();
    },
    wake,
    async stop() {
      running = false;
      clearInterval(poll);
      for (const timer of timers) clearTimeout(timer);
      await looking;
      while (inFlight.size > 0) await Promise.all(inFlight);
    },
  };
}

function detailOf(answer: ProviderAnswer): string | undefined {
  if ('failure' in answer) return answer.failure;
  if ('reference' in answer) return answer.reference;
  return 'reason' in answer ? answer.reason : undefined;
}
