import type { Database, Transaction } from '../db/transaction.ts';
import type { EventDefinition } from '../events/definition.ts';
import type { ReceivedEvent, StateRecord } from '../events/received-event.ts';
import { claimEvents } from '../inbox/inbox.ts';
import type { ConsumerMetrics } from './consumer-metrics.ts';
import type { WriteDeadLetters } from './dead-letter.ts';
import { describeFault, isPassing } from './fault.ts';
import type { Interpreted } from './interpret.ts';

export interface BatchHandlerOptions {
  readonly db: Database;
  readonly consumer: string;
  readonly handle: (tx: Transaction, events: readonly ReceivedEvent[]) => Promise<void>;
  readonly applyState: (
    tx: Transaction,
    definition: EventDefinition,
    records: readonly StateRecord<unknown>[],
  ) => Promise<void>;
  readonly writeDeadLetters: WriteDeadLetters;
  readonly metrics: ConsumerMetrics;
  readonly logger: { warn(fields: object, event: string): void };
}

/**
 * Handles messages in one transaction. When that fails for a reason in the data, the batch is halved until the one message
 * that cannot be handled stands alone, and that one becomes a dead letter.
 * @throws the failure, when it is a passing one; messages before it may have been handled, and the inbox knows which.
 */
export type HandleBatch = (batch: readonly Interpreted[]) => Promise<void>;

export function createBatchHandler(options: BatchHandlerOptions): HandleBatch {
  const { db, consumer, metrics, logger } = options;

  async function together(batch: readonly Interpreted[]): Promise<void> {
    const startedAt = performance.now();
    const fresh = await db.transaction(async (tx) => {
      await options.writeDeadLetters(
        tx,
        batch.flatMap((each) => (each.kind === 'poison' ? [{ raw: each.raw, error: each.error }] : [])),
      );
      for (const [definition, records] of statesOf(batch)) await options.applyState(tx, definition, records);
      return handleEvents(tx, batch);
    });
    const seconds = (performance.now() - startedAt) / 1_000;
    for (const each of batch) report(each, fresh, seconds);
  }

  async function handleEvents(
    tx: Transaction,
    batch: readonly Interpreted[],
  ): Promise<ReadonlySet<Interpreted>> {
    const events = batch.flatMap((each) => (each.kind === 'event' ? [each] : []));
    const unclaimed = new Set(
      await claimEvents(
        tx,
        consumer,
        events.map((each) => each.event.id),
      ),
    );
    // Of an event that stands twice in the batch only the first is left.
    const fresh = events.filter((each) => unclaimed.delete(each.event.id));
    if (fresh.length > 0)
      await options.handle(
        tx,
        fresh.map((each) => each.event),
      );
    return new Set(fresh);
  }

  function report(each: Interpreted, fresh: ReadonlySet<Interpreted>, seconds: number): void {
    switch (each.kind) {
      case 'skipped':
        return;
      case 'poison':
        return deadLettered(each, each.error, seconds);
      case 'state':
        return metrics.handled(each.raw.topic, each.definition.type, 'handled', seconds);
      case 'event':
        return metrics.handled(
          each.raw.topic,
          each.event.type,
          fresh.has(each) ? 'handled' : 'duplicate',
          seconds,
        );
    }
  }

  function deadLettered(each: Interpreted, error: unknown, seconds: number): void {
    const { topic, partition, offset } = each.raw;
    const { errorClass } = describeFault(error);
    logger.warn({ topic, partition, offset: offset.toString(), errorClass, error }, 'message_dead_lettered');
    metrics.handled(topic, typeOf(each), 'dead_lettered', seconds);
  }

  async function alone(each: Interpreted, error: unknown): Promise<void> {
    await db.transaction((tx) => options.writeDeadLetters(tx, [{ raw: each.raw, error }]));
    deadLettered(each, error, 0);
  }

  async function handleBatch(batch: readonly Interpreted[]): Promise<void> {
    // Of messages that are none of ours nothing is left to do, and no transaction to pay for.
    if (batch.length === 0) return;
    try {
      await together(batch);
    } catch (error) {
      if (isPassing(error)) throw error;
      const [first, ...rest] = batch;
      if (first === undefined) return;
      if (rest.length === 0) return alone(first, error);
      const half = Math.ceil(batch.length / 2);
      await handleBatch(batch.slice(0, half));
      await handleBatch(batch.slice(half));
    }
  }

  return handleBatch;
}

function statesOf(batch: readonly Interpreted[]): Map<EventDefinition, StateRecord<unknown>[]> {
  const states = new Map<EventDefinition, StateRecord<unknown>[]>();
  for (const each of batch) {
    if (each.kind !== 'state') continue;
    const records = states.get(each.definition) ?? [];
    records.push(each.record);
    states.set(each.definition, records);
  }
  return states;
}

function typeOf(each: Interpreted): string {
  switch (each.kind) {
    case 'event':
      return each.event.type;
    case 'state':
      return each.definition.type;
    case 'poison':
    case 'skipped':
      return 'unknown';
  }
}
