import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { BusLogger, GroupConsumer, GroupConsumerOptions, MessageHeaders, RawMessage } from './bus.ts';
import type { TopicNames } from './topic-names.ts';

/**
 * A group member whose `eachBatch` only hands messages on. kafkajs waits for every batch of a fetch before it fetches
 * again from that broker, so a handler that waited here would stop all the partitions and, after the session timeout,
 * lose them. The fetch position moves on at once; what is committed is the caller's affair.
 */
export function createKafkajsConsumer(
  kafka: Kafka,
  names: TopicNames,
  options: GroupConsumerOptions,
  logger: BusLogger,
): GroupConsumer {
  let stopped = false;
  const consumer = kafka.consumer({
    groupId: names.toBroker(options.groupId),
    sessionTimeout: 10_000,
    heartbeatInterval: 1_000,
    rebalanceTimeout: 15_000,
    maxWaitTimeInMs: 500,
    minBytes: 1,
    maxBytesPerPartition: 1_048_576,
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 200, maxRetryTime: 2_000, retries: 8, restartOnFailure: async () => !stopped },
  });
  watch(consumer, names, options, logger, () => stopped);

  return {
    async start() {
      await consumer.connect();
      await consumer.subscribe({
        topics: options.topics.map((topic) => names.toBroker(topic)),
        fromBeginning: true,
      });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: 64,
        eachBatch: async (payload) => deliver(payload, names, options),
      });
    },
    commit: (offsets) =>
      consumer.commitOffsets(
        offsets.map(({ topic, partition, offset }) => ({
          topic: names.toBroker(topic),
          partition,
          offset: offset.toString(),
        })),
      ),
    pause: ({ topic, partition }) =>
      consumer.pause([{ topic: names.toBroker(topic), partitions: [partition] }]),
    resume: ({ topic, partition }) =>
      consumer.resume([{ topic: names.toBroker(topic), partitions: [partition] }]),
    async stop() {
      stopped = true;
      await consumer.disconnect();
    },
  };
}

function watch(
  consumer: Consumer,
  names: TopicNames,
  options: GroupConsumerOptions,
  logger: BusLogger,
  isStopped: () => boolean,
): void {
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    const assigned = Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic: names.fromBroker(topic), partition })),
    );
    options.onAssignment(assigned);
  });
  consumer.on(consumer.events.REBALANCING, () => options.onRebalancing());
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    logger.warn({ error: payload.error, restart: payload.restart }, 'consumer_crashed');
    if (!payload.restart && !isStopped()) options.onCrash(payload.error);
  });
}

function deliver(payload: EachBatchPayload, names: TopicNames, options: GroupConsumerOptions): void {
  const { batch } = payload;
  if (payload.isStale() || !payload.isRunning()) return;
  const topic = names.fromBroker(batch.topic);
  const messages = batch.messages.map(
    (message): RawMessage => ({
      topic,
      partition: batch.partition,
      offset: BigInt(message.offset),
      key: message.key,
      value: message.value,
      headers: definedHeaders(message.headers),
      timestamp: Number(message.timestamp),
    }),
  );
  payload.resolveOffset(batch.lastOffset());
  options.onMessages({ topic, partition: batch.partition }, messages, BigInt(batch.highWatermark));
}

function definedHeaders(
  headers: Record<string, Buffer | string | (Buffer | string)[] | undefined> | undefined,
): MessageHeaders {
  const defined: Record<string, Buffer | string | (Buffer | string)[]> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (value !== undefined) defined[name] = value;
  }
  return defined;
}
