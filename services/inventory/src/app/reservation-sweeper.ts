import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@orpheus/platform/telemetry';

export interface ReservationSweeperParts {
  /** Ends one batch of due holds and says how many there were. */
  readonly expire: () => Promise<number>;
  readonly batchSize: number;
  readonly intervalMs: number;
  readonly logger: Logger;
}

export interface ReservationSweeper {
  start(): void;
  /** Resolves when the batch under way has ended. */
  stop(): Promise<void>;
}

/** Ends the holds that are due, again and again; a sweep that fails is tried again at the next turn. */
export function createReservationSweeper(parts: ReservationSweeperParts): ReservationSweeper {
  const stopping = new AbortController();
  let loop: Promise<void> | undefined;

  async function sweep(): Promise<void> {
    let swept: number;
    do {
      swept = await parts.expire();
      if (swept > 0) parts.logger.info({ reservations: swept }, 'reservations_expired');
    } while (swept === parts.batchSize && !stopping.signal.aborted);
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await sweep().catch((error: unknown) => parts.logger.warn({ err: error }, 'reservation_sweep_failed'));
      await delay(parts.intervalMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    start() {
      loop ??= run();
    },
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}
