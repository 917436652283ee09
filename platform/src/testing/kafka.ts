import { randomUUID } from 'node:crypto';
import { Kafka, type KafkaConfig, logLevel } from 'kafkajs';
import type { Bus, OutgoingTopic, RawMessage } from '../kafka/bus.ts';
import { createKafkajsBus } from '../kafka/kafkajs-bus.ts';

export interface TestTopic {
  readonly topic: string;
  readonly partitions?: number;
  readonly compacted?: boolean;
}

/** A corner of a real broker: topics and groups under a prefix of their own. */
export interface TestKafka {
  readonly bus: Bus;
  readonly prefix: string;
  readonly brokers: readonly string[];
  createTopics(topics: readonly TestTopic[]): Promise<void>;
  /** Sends messages as any producer would. */
  produce(topics: readonly OutgoingTopic[]): Promise<void>;
  /** Everything that is on a topic now, partition by partition. */
  read(topic: string): Promise<readonly RawMessage[]>;
  /** Deletes the topics. */
  close(): Promise<void>;
}

const silent = { warn: () => undefined, debug: () => undefined };

/** @param options.socketFactory puts a faulty network between the bus and the broker */
export async function createTestKafka(
  options: { brokers?: string; socketFactory?: KafkaConfig['socketFactory'] } = {},
): Promise<TestKafka> {
  const brokers = (options.brokers ?? process.env.KAFKA_BROKERS ?? '').split(',');
  const prefix = `t${randomUUID().slice(0, 8)}.`;
  const settings = { brokers, clientId: 'test', topicPrefix: prefix, logger: silent };
  const plain = createKafkajsBus(settings);
  const bus = options.socketFactory
    ? createKafkajsBus({ ...settings, socketFactory: options.socketFactory, requestTimeoutMs: 3_000 })
    : plain;
  const admin = new Kafka({ brokers, clientId: 'test-admin', logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const created: string[] = [];

  return {
    bus,
    prefix,
    brokers,
    async createTopics(topics) {
      await admin.createTopics({
        waitForLeaders: true,
        topics: topics.map(({ topic, partitions = 12, compacted = false }) => ({
          topic: `${prefix}${topic}`,
          numPartitions: partitions,
          replicationFactor: 1,
          configEntries: [
            { name: 'cleanup.policy', value: compacted ? 'compact' : 'delete' },
            { name: 'max.message.bytes', value: '1100000' },
          ],
        })),
      });
      created.push(...topics.map(({ topic }) => `${prefix}${topic}`));
    },
    async produce(topics) {
      const producer = await plain.connectProducer();
      await producer.send(topics, 10_000);
      await producer.close();
    },
    read: (topic) => readTopic(plain, topic),
    async close() {
      if (created.length > 0) await admin.deleteTopics({ topics: created }).catch(() => undefined);
      await admin.disconnect();
    },
  };
}

async function readTopic(bus: Bus, topic: string): Promise<readonly RawMessage[]> {
  const admin = await bus.connectAdmin();
  const ends = await admin.ends([topic]);
  await admin.close();
  const missing = new Map(
    ends.filter((each) => each.high > each.low).map((each) => [each.partition, each.high]),
  );
  if (missing.size === 0) return [];
  const read: RawMessage[] = [];
  const done = Promise.withResolvers<void>();
  const consumer = bus.createConsumer({
    groupId: `reader-${randomUUID()}`,
    topics: [topic],
    onMessages: ({ partition }, messages) => {
      read.push(...messages);
      const last = messages.at(-1);
      if (last !== undefined && last.offset + 1n >= (missing.get(partition) ?? 0n)) missing.delete(partition);
      if (missing.size === 0) done.resolve();
    },
    onAssignment: () => undefined,
    onRebalancing: () => undefined,
    onCrash: done.reject,
  });
  await consumer.start();
  await done.promise;
  await consumer.stop();
  return read.sort((a, b) => a.partition - b.partition || Number(a.offset - b.offset));
}
