import type { StackAddresses } from '@orpheus/dev/stack';
import { createAvroCodec } from '@orpheus/platform/avro';
import { createDatabase } from '@orpheus/platform/db';
import type { Bus, OutgoingMessage } from '@orpheus/platform/kafka';
import {
  createOutbox,
  createRelay,
  outboxMigration,
  type RawOutboxMessage,
  type Relay,
  type RelayMetrics,
} from '@orpheus/platform/outbox';
import { createTestDatabase, createTestKafka, waitFor } from '@orpheus/platform/testing';
import { samplePartitions, sampleTopics } from './sample-messages.ts';

/** An outbox in a database of its own, and topics for it, with the platform's own parts around it. */
export interface OutboxLab {
  readonly databaseUrl: string;
  /** In one transaction; resolves when it has committed. */
  append(messages: readonly RawOutboxMessage[]): Promise<void>;
  /** The one relay; woken by appends. */
  startRelay(metrics: RelayMetrics, options?: LabRelayOptions): Relay;
  close(): Promise<void>;
}

export interface LabRelayOptions {
  /** The most rows of one send; the platform's own default when left out. */
  readonly batchSize?: number;
  /** Hears of each message as its send is confirmed. */
  readonly onAcked?: OnAcked;
}

/** @param at `performance.now()` */
type OnAcked = (message: OutgoingMessage, at: number) => void;

const quiet = { info: () => undefined, warn: console.error, debug: () => undefined };

export async function openOutboxLab(stack: StackAddresses): Promise<OutboxLab> {
  const database = await createTestDatabase(stack.DATABASE_URL);
  const kafka = await createTestKafka({ brokers: stack.KAFKA_BROKERS });
  await kafka.createTopics(sampleTopics.map((topic) => ({ topic, partitions: samplePartitions })));
  await awaitLeaders(kafka.bus);
  const db = await createDatabase({
    url: database.url,
    applicationName: 'bench',
    poolSize: 20,
    migrations: [outboxMigration],
  });
  await db.migrate();
  let relay: Relay | undefined;
  const outbox = createOutbox({
    codec: createAvroCodec({ registryUrl: stack.SCHEMA_REGISTRY_URL }),
    source: 'bench',
    onAppended: () => relay?.wake(),
  });
  return {
    databaseUrl: database.url,
    append: (messages) => db.transaction((tx) => outbox.appendRaw(tx, messages)),
    startRelay(metrics, { batchSize, onAcked } = {}) {
      relay = createRelay({
        databaseUrl: database.url,
        bus: onAcked ? tapped(kafka.bus, onAcked) : kafka.bus,
        logger: quiet,
        metrics,
        ...(batchSize === undefined ? {} : { batchSize }),
      });
      relay.start();
      return relay;
    },
    async close() {
      await relay?.stop();
      await db.close();
      await database.drop();
      await kafka.close();
    },
  };
}

/** A new topic's leaders are known before they take messages; a send that fails belongs in no measurement. */
async function awaitLeaders(bus: Bus): Promise<void> {
  const messages = Array.from({ length: samplePartitions }, (_, partition) => ({
    partition,
    key: null,
    value: null,
    headers: {},
  }));
  const topics = sampleTopics.map((topic) => ({ topic, messages }));
  await waitFor(
    async () => {
      const producer = await bus.connectProducer();
      try {
        return (await producer.send(topics, 5_000)).length === sampleTopics.length * samplePartitions;
      } finally {
        await producer.close();
      }
    },
    { timeoutMs: 30_000, intervalMs: 200 },
  );
}

/** The same bus, which tells when the broker confirmed what was sent. */
function tapped(bus: Bus, onAcked: OnAcked): Bus {
  return {
    ...bus,
    async connectProducer() {
      const producer = await bus.connectProducer();
      return {
        async send(topics, timeoutMs) {
          const acked = await producer.send(topics, timeoutMs);
          const at = performance.now();
          for (const message of topics.flatMap((each) => each.messages)) onAcked(message, at);
          return acked;
        },
        close: () => producer.close(),
      };
    },
  };
}
