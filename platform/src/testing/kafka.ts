import { randomUUID } from 'node:crypto';
import { Kafka, type KafkaConfig, logLevel } from 'kafkajs';
import type { Bus, OutgoingTopic, RawMessage } from '../kafka/bus.ts';
import { createKafkajsBus } from '../kafka/kafkajs-bus.ts';
import { readTopic } from '../kafka/read-topic.ts';
import { waitFor } from './wait-for.ts';

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
        // kafkajs' own wait fails at random on KRaft with UNKNOWN_TOPIC_OR_PARTITION.
        waitForLeaders: false,
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
      const names = topics.map(({ topic }) => `${prefix}${topic}`);
      created.push(...names);
      await waitFor(async () => {
        const metadata = await admin.fetchTopicMetadata({ topics: names });
        if (!metadata.topics.every((each) => each.partitions.every(({ leader }) => leader >= 0)))
          return false;
        // A leader that is named may not know yet that it is one; it answers for its offsets as soon as it does.
        await Promise.all(names.map((name) => admin.fetchTopicOffsets(name)));
        return true;
      });
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
