import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { headerText, type MessageHeaders } from '@orpheus/platform/kafka';
import type { RawOutboxMessage } from '@orpheus/platform/outbox';

export const sampleTopics = ['bench.orders', 'bench.stock', 'bench.payments'] as const;
export const samplePartitions = 12;

const valueBytes = 300;
const keys = Array.from({ length: 10_000 }, () => randomUUID());

/** A message as the outbox holds them: 300 bytes of value, and the CloudEvents headers of any event. */
export function sampleMessage(index: number): RawOutboxMessage {
  const topic = sampleTopics[index % sampleTopics.length] ?? sampleTopics[0];
  const key = keys[index % keys.length] ?? '';
  return {
    topic,
    partitions: samplePartitions,
    key: Buffer.from(key),
    value: Buffer.alloc(valueBytes, index % 256),
    headers: {
      ce_specversion: '1.0',
      ce_id: randomUUIDv7(),
      ce_type: 'bench.sampled',
      ce_source: '/bench',
      ce_subject: key,
      ce_time: new Date().toISOString(),
      ce_entityversion: String(index),
      ce_causationid: key,
      ce_correlationid: key,
      'content-type': 'application/vnd.confluent.avro',
    },
  };
}

export function sampleMessages(first: number, count: number): RawOutboxMessage[] {
  return Array.from({ length: count }, (_, index) => sampleMessage(first + index));
}

/** The id that `sampleMessage` gave a message. */
export function idOf(message: { readonly headers: MessageHeaders }): string {
  return headerText(message.headers, 'ce_id') ?? '';
}
