import type { BatchProducer, Bus, OutgoingMessage, OutgoingTopic, TopicPartition } from '../kafka/bus.ts';
import type { OutboxRow } from './relay-session.ts';

/** The broker could not even be connected to: nothing was sent. */
export class BrokerAway extends Error {
  constructor(cause: unknown) {
    super('no connection to the broker', { cause });
    this.name = 'BrokerAway';
  }
}

/** Sends rows and tells which of them the broker confirmed. */
export interface Publisher {
  /**
   * Resolves with the rows whose partition the broker's answer confirms. Rejects when the outcome is unknown (the producer
   * is discarded then), or with BrokerAway.
   */
  publish(rows: readonly OutboxRow[]): Promise<readonly OutboxRow[]>;
  close(): Promise<void>;
}

export function createPublisher(bus: Bus, sendTimeoutMs: number): Publisher {
  let producer: BatchProducer | undefined;

  async function connect(): Promise<BatchProducer> {
    try {
      producer ??= await bus.connectProducer();
      return producer;
    } catch (error) {
      throw new BrokerAway(error);
    }
  }

  // A producer with an answer outstanding may still deliver it late: it is never used again, and not waited for.
  function discard(): void {
    const discarded = producer;
    producer = undefined;
    discarded?.close().catch(() => undefined);
  }

  return {
    async publish(rows) {
      const connected = await connect();
      try {
        const acked = new Set((await connected.send(toTopics(rows), sendTimeoutMs)).map(partitionKey));
        const confirmed = rows.filter((row) => acked.has(partitionKey(row)));
        if (confirmed.length < rows.length) discard();
        return confirmed;
      } catch (error) {
        discard();
        throw error;
      }
    },
    async close() {
      const open = producer;
      producer = undefined;
      await open?.close();
    },
  };
}

export function partitionKey({ topic, partition }: TopicPartition): string {
  return `${topic}:${partition}`;
}

function toTopics(rows: readonly OutboxRow[]): OutgoingTopic[] {
  const topics = new Map<string, OutgoingMessage[]>();
  for (const { topic, partition, key, value, headers } of rows) {
    const messages = topics.get(topic) ?? [];
    messages.push({ partition, key, value, headers });
    topics.set(topic, messages);
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
}
