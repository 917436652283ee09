import { randomUUIDv7 } from 'node:crypto';
import { SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import { type AvroCodecOptions, createAvroCodec } from '../../src/avro/index.ts';
import type { EventDefinition } from '../../src/events/index.ts';
import type { OutgoingMessage } from '../../src/kafka/index.ts';
import { encodeEvent } from '../../src/outbox/encode-event.ts';

export interface ThingHappened {
  readonly eventId: string;
  readonly occurredAt: number;
  readonly thingId: string;
  readonly version: number;
  readonly effect: string;
}

/** An event type that belongs to no service. */
export const thingHappened: EventDefinition<'thing.happened', ThingHappened> = {
  type: 'thing.happened',
  topic: 'things',
  partitions: 6,
  record: 'orpheus.test.ThingHappened',
  keyField: 'thingId',
  kind: 'event',
  schema: {
    type: 'record',
    name: 'ThingHappened',
    namespace: 'orpheus.test',
    fields: [
      { name: 'eventId', type: 'string' },
      { name: 'occurredAt', type: 'long' },
      { name: 'thingId', type: 'string' },
      { name: 'version', type: 'long' },
      { name: 'effect', type: 'string' },
    ],
  },
};

export const registryUrl = (): string => process.env.SCHEMA_REGISTRY_URL ?? '';

export const createTestCodec = (options: AvroCodecOptions = { registryUrl: registryUrl() }) =>
  createAvroCodec(options);

/** The deploy step of the tests. */
export async function registerThings(): Promise<void> {
  const registry = new SchemaRegistry({ host: registryUrl() });
  await registry.register(
    { type: SchemaType.AVRO, schema: JSON.stringify(thingHappened.schema) },
    { subject: `${thingHappened.topic}-${thingHappened.record}` },
  );
}

const codec = createAvroCodec({ registryUrl: process.env.SCHEMA_REGISTRY_URL ?? '' });

/** A thing's event as it stands on the topic, always the same for the same id. */
export async function thing(
  thingId: string,
  effect: string,
  id: string = randomUUIDv7(),
): Promise<OutgoingMessage> {
  const {
    topic: _,
    id: __,
    ...message
  } = await encodeEvent(
    codec,
    {
      definition: thingHappened,
      key: thingId,
      version: 1,
      payload: { thingId, version: 1, effect },
      cause: { causationId: id },
    },
    { id, occurredAt: new Date(), source: 'test' },
  );
  return message;
}
