import type { TopicPartition } from '../kafka/bus.ts';
import { BrokerAway, type Publisher, partitionKey } from './publisher.ts';
import type { RelayLogger } from './relay-logger.ts';
import type { RelayMetrics } from './relay-metrics.ts';
import type { OutboxRow, RelaySession } from './relay-session.ts';

export interface RelayCycleOptions {
  readonly session: Pick<RelaySession, 'read' | 'remove'>;
  readonly publisher: Pick<Publisher, 'publish'>;
  readonly logger: RelayLogger;
  readonly metrics: RelayMetrics;
  /** Told how many rows were removed. */
  readonly onRemoved: (rows: number) => void;
  readonly batchSize: number;
  readonly now?: () => number;
}

/**
 * What comes after a turn: another one at once; a wait that a notice may cut short; or a wait that must be sat out, since
 * the broker is away.
 */
export type Turn =
  | { readonly next: 'again' }
  | { readonly next: 'idle'; readonly waitMs?: number }
  | { readonly next: 'away'; readonly waitMs: number };

export interface RelayCycle {
  turn(): Promise<Turn>;
  /** Whether a failed send may still reach the broker. */
  isOutcomeUnknown(): boolean;
}

interface Sick {
  readonly partition: TopicPartition;
  readonly backoffMs: number;
  readonly dueAt: number;
}

const firstBackoffMs = 200;
const longestBackoffMs = 5_000;
const longestAwayMs = 1_000;

/**
 * One turn: read what is unpublished, send it in one request, remove what the broker confirmed. After a failure the rows
 * are read again and sent partition by partition until each is well, so that a sick partition delays only itself.
 */
export function createRelayCycle(options: RelayCycleOptions): RelayCycle {
  const { session, publisher, logger, metrics, batchSize } = options;
  const now = options.now ?? Date.now;
  const sick = new Map<string, Sick>();
  let careful = false;
  let awayBackoffMs = firstBackoffMs;
  let unknownOutcome = false;

  function resting(): TopicPartition[] {
    return [...sick.values()].filter((each) => each.dueAt > now()).map((each) => each.partition);
  }

  async function settle(confirmed: readonly OutboxRow[]): Promise<void> {
    if (confirmed.length === 0) return;
    const ackedAt = now();
    await session.remove(confirmed.map((row) => row.seq));
    options.onRemoved(confirmed.length);
    for (const row of confirmed) metrics.commitToAck(Math.max(0, ackedAt - row.createdAt.getTime()) / 1_000);
    metrics.published(confirmed.length);
  }

  function markSick(partition: TopicPartition): void {
    const key = partitionKey(partition);
    const before = sick.get(key)?.backoffMs;
    const backoffMs = before === undefined ? firstBackoffMs : Math.min(before * 2, longestBackoffMs);
    sick.set(key, {
      partition: { topic: partition.topic, partition: partition.partition },
      backoffMs,
      dueAt: now() + backoffMs,
    });
  }

  /** Everything in one request. Resolves with false when something was not confirmed. */
  async function sendTogether(rows: readonly OutboxRow[]): Promise<boolean> {
    const confirmed = await tryPublish(rows);
    await settle(confirmed);
    return confirmed.length === rows.length;
  }

  async function tryPublish(rows: readonly OutboxRow[]): Promise<readonly OutboxRow[]> {
    try {
      return await publisher.publish(rows);
    } catch (error) {
      if (error instanceof BrokerAway) throw error;
      unknownOutcome = true;
      metrics.sendFailed();
      logger.warn({ error, rows: rows.length }, 'outbox_send_failed');
      return [];
    }
  }

  async function sendApart(rows: readonly OutboxRow[]): Promise<void> {
    for (const group of byPartition(rows)) {
      const [first] = group;
      if (first === undefined) continue;
      if (await sendTogether(group)) sick.delete(partitionKey(first));
      else markSick(first);
    }
  }

  async function publish(rows: readonly OutboxRow[]): Promise<void> {
    if (!careful && sick.size === 0) {
      if (await sendTogether(rows)) {
        unknownOutcome = false;
        return;
      }
      // The rows are read again: what was confirmed is gone, and the order within each partition stays.
      careful = true;
      return;
    }
    await sendApart(rows);
    careful = sick.size > 0;
  }

  return {
    isOutcomeUnknown: () => unknownOutcome,
    async turn() {
      const rows = await session.read(batchSize, resting());
      if (rows.length === 0) return { next: 'idle', ...untilDue(sick, now()) };
      try {
        await publish(rows);
      } catch (error) {
        if (!(error instanceof BrokerAway)) throw error;
        return away(error);
      }
      awayBackoffMs = firstBackoffMs;
      // A full batch says that more waits; so does a failure that is to be looked at partition by partition.
      return rows.length === batchSize || careful ? { next: 'again' } : { next: 'idle' };
    },
  };

  function away(error: BrokerAway): Turn {
    logger.warn({ error, backoffMs: awayBackoffMs }, 'broker_away');
    const waitMs = awayBackoffMs;
    awayBackoffMs = Math.min(awayBackoffMs * 2, longestAwayMs);
    careful = true;
    return { next: 'away', waitMs };
  }
}

function untilDue(sick: ReadonlyMap<string, Sick>, at: number): { waitMs?: number } {
  const due = Math.min(...[...sick.values()].map((each) => each.dueAt));
  return Number.isFinite(due) ? { waitMs: Math.max(1, due - at) } : {};
}

function byPartition(rows: readonly OutboxRow[]): OutboxRow[][] {
  const groups = new Map<string, OutboxRow[]>();
  for (const row of rows) {
    const key = partitionKey(row);
    const group = groups.get(key) ?? [];
    group.push(row);
    groups.set(key, group);
  }
  return [...groups.values()];
}
