import { randomUUIDv7 } from 'node:crypto';
import type { EventCodec } from '../avro/codec.ts';
import type { Statement, Transaction } from '../db/transaction.ts';
import type { EventDefinition } from '../events/definition.ts';
import type { NewEvent } from '../events/new-event.ts';
import type { MessageHeaders } from '../kafka/bus.ts';
import { encodeEvent } from './encode-event.ts';
import type { Outbox } from './outbox.ts';
import { partitionOf } from './partition.ts';
import { type StoredHeaders, storeHeaders } from './stored-headers.ts';

export interface OutboxOptions {
  readonly codec: EventCodec;
  /** CloudEvents source, the service's name. */
  readonly source: string;
  /** Called after a commit that appended something: wakes the relay. */
  readonly onAppended: () => void;
  /** Largest value in bytes that the topics take; 1,000,000 by default, just under Kafka's own default. */
  readonly maxValueBytes?: number;
  readonly now?: () => Date;
}

/** A message that is passed on as it is, not encoded here: a dead letter. */
export interface RawOutboxMessage {
  readonly topic: string;
  readonly partitions: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: MessageHeaders;
}

/** The outbox with the raw entrance that dead letters take. */
export interface RawOutbox extends Outbox {
  appendRaw(tx: Transaction, messages: readonly RawOutboxMessage[]): Promise<void>;
}

/** The value is larger than its topic takes: refused in the transaction, since the relay could never get rid of it. */
export class ValueTooLarge extends Error {
  constructor(type: string, bytes: number, limit: number) {
    super(`${type} is ${bytes} bytes, the topic takes ${limit}`);
    this.name = 'ValueTooLarge';
  }
}

interface Row {
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: StoredHeaders;
}

// The order of the array is the order of `seq`: ordinality makes that a promise and not an accident of the plan.
const insert: Statement = {
  name: 'outbox_append',
  text: `insert into outbox (id, topic, partition, key, value, headers)
    select id, topic, partition, key, value, headers
    from unnest($1::uuid[], $2::text[], $3::int[], $4::bytea[], $5::bytea[], $6::jsonb[])
      with ordinality as new (id, topic, partition, key, value, headers, place)
    order by place`,
};

/**
 * The transactional outbox (C. Richardson, Microservices Patterns, ch. 3): events are inserted with the state that they
 * tell of. They are encoded here, so that a schema fault fails the transaction and the relay only moves bytes.
 */
export function createOutbox(options: OutboxOptions): RawOutbox {
  const maxValueBytes = options.maxValueBytes ?? 1_000_000;
  const now = options.now ?? (() => new Date());

  async function toRow(event: NewEvent<EventDefinition>): Promise<Row> {
    const encoded = await encodeEvent(options.codec, event, {
      id: randomUUIDv7(),
      occurredAt: now(),
      source: options.source,
    });
    if (encoded.value !== null && encoded.value.length > maxValueBytes) {
      throw new ValueTooLarge(event.definition.type, encoded.value.length, maxValueBytes);
    }
    return encoded;
  }

  async function save(tx: Transaction, rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    await tx.query(insert, [
      rows.map((row) => row.id),
      rows.map((row) => row.topic),
      rows.map((row) => row.partition),
      rows.map((row) => row.key),
      rows.map((row) => row.value),
      rows.map((row) => JSON.stringify(row.headers)),
    ]);
    tx.afterCommit(options.onAppended);
  }

  return {
    append: async (tx, events) => save(tx, await Promise.all(events.map(toRow))),
    appendRaw: (tx, messages) =>
      save(
        tx,
        messages.map(({ topic, partitions, key, value, headers }) => ({
          id: randomUUIDv7(),
          topic,
          partition: key === null ? 0 : partitionOf(topic, key, partitions),
          key,
          value,
          headers: storeHeaders(headers),
        })),
      ),
  };
}
