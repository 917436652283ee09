import { createWakeup } from './wakeup.ts';

export interface WorkerOptions {
  /** Appears in logs, e.g. `deadline-sweeper`. */
  readonly name: string;
  /** How often it looks when nobody wakes it. */
  readonly intervalMs: number;
  /**
   * One round. Resolves with true when more is waiting, so that the next round follows at once. A rejection is logged, and
   * the next round comes after the interval: what was due is still due. Replicas may run the same round at the same time.
   */
  run(signal: AbortSignal): Promise<boolean>;
  readonly logger: { warn(fields: object, event: string): void };
}

/** A loop beside the requests and messages: sweepers, pruning, charges. */
export interface Worker {
  readonly name: string;
  start(): void;
  /** Says that there is something to do now. */
  wake(): void;
  /** Aborts the signal and waits for the round under way. */
  stop(): Promise<void>;
}

export function createWorker(options: WorkerOptions): Worker {
  const wakeup = createWakeup();
  const stopping = new AbortController();
  let loop: Promise<void> | undefined;

  async function round(): Promise<boolean> {
    try {
      return await options.run(stopping.signal);
    } catch (error) {
      if (!stopping.signal.aborted)
        options.logger.warn({ error, worker: options.name }, 'worker_round_failed');
      return false;
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const more = await round();
      if (!more && !stopping.signal.aborted) await wakeup.orAfter(options.intervalMs);
    }
  }

  return {
    name: options.name,
    start() {
      loop ??= run();
    },
    wake: () => wakeup.wake(),
    async stop() {
      stopping.abort();
      wakeup.wake();
      await loop;
    },
  };
}
