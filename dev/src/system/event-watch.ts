import { randomUUID } from 'node:crypto';
import { allTopics } from '@orpheus/schemas';
import kafkajs, { type Admin, type Consumer, type KafkaMessage } from 'kafkajs';
import { waitUntil } from '../stack/wait-until.ts';

/** One message as it lay on a topic; the payload is left encoded. */
export interface SeenEvent {
  /** Name in the catalogue, without prefix. */
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string;
  /** Undefined for a message that is no event of ours. */
  readonly type: string | undefined;
  readonly id: string | undefined;
  readonly source: string | undefined;
  readonly time: Date | undefined;
  readonly correlationId: string | undefined;
  readonly causationId: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Null for a tombstone. */
  readonly value: Buffer | null;
}

/** Watches all topics of a system from the moment on when it was started. */
export interface EventWatch {
  /** In order of arrival. */
  readonly events: readonly SeenEvent[];
  /** Resolves with what was seen as soon as `enough` holds. @throws Error after `timeoutMs`, with what was seen. */
  until(enough: (events: readonly SeenEvent[]) => boolean, timeoutMs: number): Promise<readonly SeenEvent[]>;
  close(): Promise<void>;
}

/**
 * @param options.fromBeginning also what lies there already
 * @param options.topics names in the catalogue; all of it when left out
 */
export async function watchEvents(options: {
  brokers: string;
  topicPrefix: string;
  fromBeginning?: boolean;
  topics?: readonly string[];
}): Promise<EventWatch> {
  const { brokers, topicPrefix, fromBeginning = false } = options;
  const names = options.topics ?? allTopics.map((topic) => topic.name);
  const brokerNames = names.map((name) => `${topicPrefix}${name}`);
  const kafka = new kafkajs.Kafka({
    clientId: 'orpheus-watch',
    brokers: brokers.split(','),
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const groupId = `${topicPrefix}watch-${randomUUID()}`;
  const admin = kafka.admin();
  await admin.connect();
  // "Latest" would be decided at the first fetch, after events that we mean to see: so the ends are read before.
  const start = fromBeginning ? [] : await endsOf(admin, brokerNames);

  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100, retry: { retries: 20 } });
  const events: SeenEvent[] = [];
  const arrivals = new EventTarget();
  await consumer.connect();
  await consumer.subscribe({ topics: brokerNames, fromBeginning });
  const joined = joinedGroup(consumer);
  await consumer.run({
    eachBatch: async ({ batch }) => {
      const topic = batch.topic.slice(topicPrefix.length);
      for (const message of batch.messages) events.push(toSeenEvent(topic, batch.partition, message));
      arrivals.dispatchEvent(new Event('arrival'));
    },
  });
  for (const position of start) consumer.seek(position);
  await joined;

  return {
    events,
    until: (enough, timeoutMs) =>
      new Promise((resolve, reject) => {
        const timeout = setTimeout(() => {
          arrivals.removeEventListener('arrival', look);
          const seen = events.map(({ type, key }) => `${type} ${key}`).join(', ');
          reject(new Error(`not within ${timeoutMs} ms; seen: ${seen || 'nothing'}`));
        }, timeoutMs);
        const look = (): void => {
          if (!enough(events)) return;
          clearTimeout(timeout);
          arrivals.removeEventListener('arrival', look);
          resolve(events);
        };
        arrivals.addEventListener('arrival', look);
        look();
      }),
    close: async () => {
      await consumer.disconnect();
      await admin.deleteGroups([groupId]).catch(() => undefined);
      await admin.disconnect();
    },
  };
}

type Position = Parameters<Consumer['seek']>[0];

async function endsOf(admin: Admin, topics: readonly string[]): Promise<Position[]> {
  const positions: Position[] = [];
  for (const topic of topics) {
    // A topic that was just made may have no leader yet.
    await waitUntil(
      `the end of ${topic}`,
      async () => {
        const ends = await admin.fetchTopicOffsets(topic);
        positions.push(...ends.map(({ partition, high }) => ({ topic, partition, offset: high })));
        return true;
      },
      { timeoutMs: 15_000 },
    );
  }
  return positions;
}

function joinedGroup(consumer: Consumer): Promise<void> {
  return new Promise((resolve) => {
    const remove = consumer.on(consumer.events.GROUP_JOIN, () => {
      remove();
      resolve();
    });
  });
}

function toSeenEvent(topic: string, partition: number, message: KafkaMessage): SeenEvent {
  const headers = Object.fromEntries(
    Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
  const time = headers['ce_time'];
  return {
    topic,
    partition,
    offset: BigInt(message.offset),
    key: message.key?.toString() ?? '',
    type: headers['ce_type'],
    id: headers['ce_id'],
    source: headers['ce_source'],
    time: time === undefined ? undefined : new Date(time),
    correlationId: headers['ce_correlationid'],
    causationId: headers['ce_causationid'],
    headers,
    value: message.value,
  };
}
