import { type Kafka, Partitioners } from 'kafkajs';
import type { BatchProducer, MessageHeaders, OutgoingTopic, TopicPartition } from './bus.ts';
import type { TopicNames } from './topic-names.ts';

/** The answer did not come in time: the messages may or may not be on the topic. */
export class SendTimeout extends Error {
  constructor(timeoutMs: number) {
    super(`no answer from the broker within ${timeoutMs} ms`);
    this.name = 'SendTimeout';
  }
}

/**
 * One request in flight and no idempotence: kafkajs can lose an idempotent send that follows a timed-out one, and it can
 * resolve although one of two leaders got nothing. So only partitions that the answer names count as sent.
 */
export async function connectKafkajsProducer(kafka: Kafka, names: TopicNames): Promise<BatchProducer> {
  const producer = kafka.producer({
    createPartitioner: Partitioners.DefaultPartitioner,
    allowAutoTopicCreation: false,
    idempotent: false,
    maxInFlightRequests: 1,
    retry: { retries: 0 },
  });
  await producer.connect();
  let lastSend: Promise<unknown> = Promise.resolve();
  return {
    async send(topics, timeoutMs) {
      const send = producer.sendBatch({
        acks: -1,
        timeout: timeoutMs,
        topicMessages: topics.map((each) => toKafkajs(each, names)),
      });
      lastSend = send;
      const answers = await withDeadline(send, timeoutMs);
      return answers
        .filter((each) => each.errorCode === 0)
        .map(
          (each): TopicPartition => ({ topic: names.fromBroker(each.topicName), partition: each.partition }),
        );
    },
    async close() {
      await producer.disconnect();
      // A send that outlived its deadline connects once more when it fails at last, and nobody would end that connection.
      void lastSend
        .catch(() => undefined)
        .then(() => producer.disconnect())
        .catch(() => undefined);
    },
  };
}

function toKafkajs({ topic, messages }: OutgoingTopic, names: TopicNames) {
  return {
    topic: names.toBroker(topic),
    messages: messages.map(({ partition, key, value, headers }) => ({
      partition,
      key,
      value,
      headers: copyHeaders(headers),
    })),
  };
}

function copyHeaders(headers: MessageHeaders): Record<string, Buffer | string | (Buffer | string)[]> {
  const copy: Record<string, Buffer | string | (Buffer | string)[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    copy[name] = typeof value === 'string' || Buffer.isBuffer(value) ? value : [...value];
  }
  return copy;
}

async function withDeadline<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SendTimeout(timeoutMs)), timeoutMs);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
