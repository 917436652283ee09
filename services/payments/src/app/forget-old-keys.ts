import { type Database, pruneIdempotencyKeys } from '@orpheus/platform/db';
import { createWorker, type Worker, type WorkerOptions } from '@orpheus/platform/worker';
import type { Clock, PaymentStore } from './ports.ts';

export interface ForgettingOptions {
  readonly database: Database;
  readonly store: PaymentStore;
  readonly clock: Clock;
  readonly logger: WorkerOptions['logger'];
}

const day = 86_400_000;
const batch = 1_000;
/** The provider gives a delivery up after days; the state machine would ignore a later one all the same. */
const providerEventsKeptMs = 30 * day;

/** Forgets idempotency keys that have expired and events of the provider that cannot come again. */
export function createForgetOldKeys({ database, store, clock, logger }: ForgettingOptions): Worker {
  return createWorker({
    name: 'old-keys',
    intervalMs: 3_600_000,
    logger,
    run: async () => {
      const before = new Date(clock.now().getTime() - providerEventsKeptMs);
      const events = await database.transaction((tx) => store.forgetProviderEvents(tx, before, batch));
      const keys = await pruneIdempotencyKeys(database, batch);
      return events === batch || keys === batch;
    },
  });
}
