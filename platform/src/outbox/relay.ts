import type { Bus } from '../kafka/bus.ts';
import { createWakeup } from '../worker/wakeup.ts';
import { listenForAppends } from './append-notice.ts';
import { createPublisher } from './publisher.ts';
import { createRelayCycle } from './relay-cycle.ts';
import type { RelayLogger } from './relay-logger.ts';
import { noRelayMetrics, type RelayMetrics } from './relay-metrics.ts';
import { openRelaySession, type RelaySession } from './relay-session.ts';
import { createOutboxVacuum } from './vacuum.ts';

export interface RelayOptions {
  readonly databaseUrl: string;
  readonly bus: Bus;
  readonly logger: RelayLogger;
  readonly metrics?: RelayMetrics;
  /** The most rows of one send; 500 by default. */
  readonly batchSize?: number;
  /** The poll that is the truth behind every notice; 1,000 ms by default. */
  readonly pollIntervalMs?: number;
  /** Deadline of a send, and how long a new owner waits after one that died; 3,000 ms by default. */
  readonly sendTimeoutMs?: number;
}

export interface Relay {
  start(): void;
  /** Says that rows were appended in this process. */
  wake(): void;
  /** Whether this relay owns the outbox now. */
  readonly isOwner: boolean;
  /** When the loop last came round, in milliseconds since the epoch: liveness fails when it stalls. */
  readonly lastTurnAt: number;
  /** Ends the batch under way, gives the ownership up and closes the connections. */
  stop(): Promise<void>;
}

const acquireIntervalMs = 500;
const longestBackoffMs = 2_000;

/**
 * Moves rows from the outbox to Kafka. Any number may run: one at a time owns the outbox by an advisory lock, the others
 * wait for it. Events of one key therefore leave in the order of their commits.
 */
export function createRelay(options: RelayOptions): Relay {
  const { logger } = options;
  const metrics = options.metrics ?? noRelayMetrics;
  const pollIntervalMs = options.pollIntervalMs ?? 1_000;
  const sendTimeoutMs = options.sendTimeoutMs ?? 3_000;
  const wakeup = createWakeup();
  const stopping = new AbortController();
  const vacuum = createOutboxVacuum(options.databaseUrl, logger);
  let isOwner = false;
  let lastTurnAt = Date.now();
  let running: Promise<void> | undefined;

  async function pause(ms: number): Promise<void> {
    lastTurnAt = Date.now();
    await wakeup.orAfter(ms);
    lastTurnAt = Date.now();
  }

  /** A pause that a notice must not cut short. */
  async function sitOut(ms: number): Promise<void> {
    const until = Date.now() + ms;
    while (!stopping.signal.aborted && Date.now() < until) await pause(until - Date.now());
  }

  async function run(): Promise<void> {
    const notices = listenForAppends(options.databaseUrl, () => wakeup.wake(), logger);
    let backoffMs = 100;
    while (!stopping.signal.aborted) {
      try {
        await own();
        backoffMs = 100;
      } catch (error) {
        logger.warn({ error, backoffMs }, 'relay_interrupted');
        await sitOut(backoffMs);
        backoffMs = Math.min(backoffMs * 2, longestBackoffMs);
      }
    }
    await notices.close();
    await vacuum.stop();
  }

  async function own(): Promise<void> {
    const session = await openRelaySession(options.databaseUrl, 10_000);
    try {
      if (!(await becomeOwner(session))) return;
      isOwner = true;
      metrics.owner(true);
      await publishUntilStopped(session);
    } finally {
      isOwner = false;
      metrics.owner(false);
      await session.close().catch(() => undefined);
    }
  }

  async function becomeOwner(session: RelaySession): Promise<boolean> {
    while (!stopping.signal.aborted) {
      const acquired = await session.tryAcquire();
      if (acquired !== undefined) {
        logger.info({ acquired }, 'relay_owner');
        // A late resend of the dead owner would otherwise become the last word of a compacted topic.
        if (acquired === 'after-death') await sitOut(sendTimeoutMs);
        // Stopped in the middle of that wait, we release nothing: whoever comes next has to wait as well.
        return !stopping.signal.aborted;
      }
      await sitOut(acquireIntervalMs);
    }
    return false;
  }

  async function publishUntilStopped(session: RelaySession): Promise<void> {
    const publisher = createPublisher(options.bus, sendTimeoutMs);
    const cycle = createRelayCycle({
      session,
      publisher,
      logger,
      metrics,
      onRemoved: vacuum.removed,
      batchSize: options.batchSize ?? 500,
    });
    try {
      while (!stopping.signal.aborted) {
        const turn = await cycle.turn();
        lastTurnAt = Date.now();
        if (turn.next === 'away') await sitOut(turn.waitMs);
        if (turn.next === 'idle') await pause(Math.min(turn.waitMs ?? pollIntervalMs, pollIntervalMs));
      }
      // No send is under way between two turns: the next owner need not wait.
      if (!cycle.isOutcomeUnknown()) await session.release();
    } finally {
      await publisher.close().catch(() => undefined);
    }
  }

  return {
    start() {
      running ??= run();
    },
    wake: () => wakeup.wake(),
    get isOwner() {
      return isOwner;
    },
    get lastTurnAt() {
      return lastTurnAt;
    },
    async stop() {
      stopping.abort();
      wakeup.wake();
      await running;
    },
  };
}
