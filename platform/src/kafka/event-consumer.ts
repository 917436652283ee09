import type { EventCodec } from '../avro/codec.ts';
import type { Database, Transaction } from '../db/transaction.ts';
import type { EventDefinition } from '../events/definition.ts';
import type { ReceivedEvent, ReceivedOf, StateRecord } from '../events/received-event.ts';
import type { RawOutbox } from '../outbox/create-outbox.ts';
import { createWakeup } from '../worker/wakeup.ts';
import type { Bus, GroupConsumer, RawMessage } from './bus.ts';
import { type ConsumerMetrics, noConsumerMetrics } from './consumer-metrics.ts';
import { createDeadLetterWriter, replayTopic } from './dead-letter.ts';
import { createBatchHandler } from './handle-batch.ts';
import { createInterpreter, type Interpreted } from './interpret.ts';
import { jittered } from './jitter.ts';
import { PartitionQueues, type Taken } from './partition-queues.ts';

/** A compacted topic and what to do with its records; build it with `stateTopic`, which keeps the types together. */
export interface StateTopic {
  readonly definition: EventDefinition;
  apply(tx: Transaction, records: readonly StateRecord<unknown>[]): Promise<void>;
}

export interface ConsumerLogger {
  info(fields: object, event: string): void;
  warn(fields: object, event: string): void;
  debug(fields: object, event: string): void;
}

export interface EventConsumerOptions<Definitions extends readonly EventDefinition[]> {
  readonly bus: Bus;
  readonly db: Database;
  readonly codec: EventCodec;
  readonly outbox: RawOutbox;
  /** The service's name: consumer group, inbox and dead letter topic are called by it. */
  readonly consumer: string;
  readonly events: Definitions;
  /**
   * Gets the events of one transaction, in order within each partition, each for the first time. A rejection for a reason
   * in the data costs one message its place; anything passing is tried again.
   */
  handle(tx: Transaction, events: readonly ReceivedOf<Definitions[number]>[]): Promise<void>;
  readonly stateTopics?: readonly StateTopic[];
  readonly deadLetterPartitions: number;
  readonly logger: ConsumerLogger;
  readonly metrics?: ConsumerMetrics;
  /** The most messages of one transaction; 500 by default. */
  readonly batchSize?: number;
  /** How often offsets are committed, behind the handling; 500 ms by default. */
  readonly commitIntervalMs?: number;
}

export type ConsumerState = 'starting' | 'running' | 'crashed' | 'stopped';

export interface EventConsumer {
  /** Returns at once: a broker that is away delays the consumer, not the service. */
  start(): void;
  readonly state: ConsumerState;
  /** Ends the transaction under way, commits offsets, leaves the group. */
  stop(): Promise<void>;
}

const longestBackoffMs = 5_000;

/**
 * One group member that gathers what all its partitions deliver into one transaction after the other. Offsets are
 * committed behind it and only save work: what happens once is the inbox's affair.
 */
export function createEventConsumer<const Definitions extends readonly EventDefinition[]>(
  options: EventConsumerOptions<Definitions>,
): EventConsumer {
  const { bus, logger, consumer: name } = options;
  const metrics = options.metrics ?? noConsumerMetrics;
  const stateTopics = options.stateTopics ?? [];
  const wakeup = createWakeup();
  let member: GroupConsumer | undefined;
  let state: ConsumerState = 'starting';
  let stopping = false;
  let loop: Promise<void> | undefined;
  let failures = 0;

  const queues = new PartitionQueues({
    pause: (partition) => member?.pause(partition),
    resume: (partition) => member?.resume(partition),
  });
  const interpret = createInterpreter({
    codec: options.codec,
    events: options.events,
    states: stateTopics.map((each) => each.definition),
  });
  const handleBatch = createBatchHandler({
    db: options.db,
    consumer: name,
    handle: (tx, events) => options.handle(tx, narrowTo<Definitions>(events)),
    applyState: async (tx, definition, records) =>
      stateTopics.find((each) => each.definition === definition)?.apply(tx, records),
    writeDeadLetters: createDeadLetterWriter({
      outbox: options.outbox,
      consumer: name,
      partitions: options.deadLetterPartitions,
    }),
    metrics,
    logger,
  });

  const topics = [
    ...new Set([...options.events, ...stateTopics.map((each) => each.definition)].map((each) => each.topic)),
    replayTopic(name),
  ];

  async function joinGroup(): Promise<void> {
    for (let attempt = 0; !stopping; attempt += 1) {
      const joining = bus.createConsumer({
        groupId: name,
        topics,
        onMessages: (partition, messages, highWatermark) => {
          queues.push(partition, messages, highWatermark);
          wakeup.wake();
        },
        onAssignment: (partitions) => {
          queues.clear();
          state = 'running';
          logger.info({ partitions: partitions.length }, 'partitions_assigned');
        },
        onRebalancing: () => void commit(),
        onCrash: (error) => {
          state = 'crashed';
          logger.warn({ error }, 'consumer_crashed_for_good');
        },
      });
      member = joining;
      try {
        await joining.start();
        // Told to stop while it was still connecting: nobody else will end it now.
        if (stopping) await joining.stop();
        return;
      } catch (error) {
        logger.warn({ error, attempt }, 'consumer_start_failed');
        await joining.stop().catch(() => undefined);
        await sitOut(jittered(Math.min(200 * 2 ** attempt, longestBackoffMs)));
      }
    }
  }

  async function sitOut(ms: number): Promise<void> {
    const until = Date.now() + ms;
    while (!stopping && Date.now() < until) await wakeup.orAfter(until - Date.now());
  }

  async function commit(): Promise<void> {
    const offsets = queues.takeHandled();
    if (offsets.length === 0) return;
    try {
      await member?.commit(offsets);
    } catch (error) {
      queues.putBack(offsets);
      logger.debug({ error }, 'offset_commit_failed');
    }
  }

  async function run(): Promise<void> {
    while (!stopping) {
      const taken = queues.take(options.batchSize ?? 500, Date.now());
      if (taken.length === 0) {
        await wakeup.orAfter(queues.nextTry(Date.now()) ?? 1_000);
        continue;
      }
      await handleTaken(taken);
    }
  }

  async function handleTaken(taken: readonly Taken[]): Promise<void> {
    const understood = await Promise.all(taken.map(interpretHead));
    const batch = understood.flatMap((each) => each.interpreted);
    if (batch.length === 0) return;
    try {
      await handleBatch(batch.filter((each) => each.kind !== 'skipped'));
    } catch (error) {
      failures += 1;
      const backoffMs = jittered(Math.min(100 * 2 ** failures, longestBackoffMs));
      logger.warn({ error, backoffMs, messages: batch.length }, 'batch_failed_for_now');
      metrics.retried();
      await sitOut(backoffMs);
      return;
    }
    failures = 0;
    for (const { taken: head, interpreted } of understood) settle(head, interpreted.length);
  }

  /** Interprets the head up to the first message for which something passing is missing; the partition then waits. */
  async function interpretHead(taken: Taken): Promise<{ taken: Taken; interpreted: readonly Interpreted[] }> {
    const interpreted: Interpreted[] = [];
    try {
      for (const raw of taken.messages) interpreted.push(await interpret(raw));
    } catch (error) {
      const { queue } = taken;
      queue.attempts += 1;
      const backoffMs = jittered(Math.min(100 * 2 ** queue.attempts, longestBackoffMs));
      queue.blockedUntil = Date.now() + backoffMs;
      metrics.retried();
      logger.warn({ error, topic: queue.topic, partition: queue.partition, backoffMs }, 'partition_waits');
    }
    return { taken, interpreted };
  }

  function settle({ queue, messages }: Taken, count: number): void {
    const done: readonly RawMessage[] = messages.slice(0, count);
    const last = done.at(-1);
    if (last === undefined) return;
    queues.handled(queue, done);
    metrics.lag(queue.topic, queue.partition, Math.max(0, Number(queue.highWatermark - last.offset - 1n)));
  }

  return {
    start() {
      loop ??= (async () => {
        const timer = setInterval(() => void commit(), options.commitIntervalMs ?? 500);
        // Not waited for at the end: an attempt to connect may outlast the shutdown.
        void joinGroup();
        await run();
        clearInterval(timer);
      })();
    },
    get state() {
      return state;
    },
    async stop() {
      stopping = true;
      wakeup.wake();
      await loop;
      await commit();
      await member?.stop();
      state = 'stopped';
    },
  };
}

/** The interpreter lets only subscribed types through, and the codec decodes each to its own record. */
function narrowTo<Definitions extends readonly EventDefinition[]>(
  events: readonly ReceivedEvent[],
): readonly ReceivedOf<Definitions[number]>[] {
  return events as readonly ReceivedOf<Definitions[number]>[];
}
