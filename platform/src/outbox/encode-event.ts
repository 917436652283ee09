import type { EventCodec } from '../avro/codec.ts';
import type { EventDefinition } from '../events/definition.ts';
import { avroContentType, eventHeaders } from '../events/headers.ts';
import type { NewEvent } from '../events/new-event.ts';
import type { OutgoingMessage } from '../kafka/bus.ts';
import { partitionOf } from './partition.ts';

/** An event as it will stand on its topic. */
export interface EncodedEvent extends OutgoingMessage {
  readonly id: string;
  readonly topic: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the append stamps on an event; record fields and headers say the same. */
export interface EventStamp {
  readonly id: string;
  readonly occurredAt: Date;
  /** CloudEvents source, the service's name. */
  readonly source: string;
}

/** Encodes an event and gives it its partition and CloudEvents headers. Rejects when it does not fit its schema. */
export async function encodeEvent(
  codec: EventCodec,
  event: NewEvent<EventDefinition>,
  stamp: EventStamp,
): Promise<EncodedEvent> {
  const { definition } = event;
  const key = Buffer.from(event.key);
  return {
    id: stamp.id,
    topic: definition.topic,
    partition: partitionOf(definition.topic, key, definition.partitions),
    key,
    value: await valueOf(codec, event, stamp),
    headers: headersOf(event, stamp),
  };
}

async function valueOf(
  codec: EventCodec,
  event: NewEvent<EventDefinition>,
  { id, occurredAt }: EventStamp,
): Promise<Buffer | null> {
  if (event.payload !== null) {
    return codec.encode(event.definition, {
      eventId: id,
      occurredAt: occurredAt.getTime(),
      ...event.payload,
    });
  }
  if (event.definition.kind !== 'state') {
    throw new TypeError(`${event.definition.type} cannot be a tombstone: its topic is not compacted`);
  }
  return null;
}

function headersOf(event: NewEvent<EventDefinition>, stamp: EventStamp): Record<string, string> {
  const { causationId, correlationId, traceparent } = event.cause;
  return {
    [eventHeaders.specVersion]: '1.0',
    [eventHeaders.id]: stamp.id,
    [eventHeaders.type]: event.definition.type,
    [eventHeaders.source]: `/${stamp.source}`,
    [eventHeaders.subject]: event.key,
    [eventHeaders.time]: stamp.occurredAt.toISOString(),
    [eventHeaders.entityVersion]: String(event.version),
    [eventHeaders.causationId]: causationId,
    ...(correlationId === undefined ? {} : { [eventHeaders.correlationId]: correlationId }),
    ...(traceparent === undefined ? {} : { [eventHeaders.traceparent]: traceparent }),
    ...(event.payload === null ? {} : { [eventHeaders.contentType]: avroContentType }),
  };
}
