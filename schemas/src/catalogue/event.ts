import type { Contract } from '../avro/contract.ts';
import type { Participant, Topic } from './topic.ts';

/** One row of the catalogue: what a producer and a consumer need to know of an event or state record. */
export interface CatalogueEvent<Type extends string = string, Payload = unknown> extends Contract<Payload> {
  /** CloudEvents type, e.g. `order.created`; for a state topic the record's short name, e.g. `Product`. */
  readonly type: Type;
  readonly topic: string;
  readonly partitions: number;
  readonly maxMessageBytes: number;
  readonly keyField: string;
  readonly kind: 'event' | 'state';
  readonly owner: Participant;
  readonly consumers: readonly Participant[];
}

/** Puts an event on its topic; the compiler checks that the payload has the topic's key. */
export function onTopic<Type extends string, Payload, Key extends keyof Payload & string>(
  topic: Topic<string, Key>,
  type: Type,
  contract: Contract<Payload>,
  consumers: readonly Participant[],
): CatalogueEvent<Type, Payload> {
  return {
    ...contract,
    type,
    topic: topic.name,
    partitions: topic.partitions,
    maxMessageBytes: topic.maxMessageBytes,
    keyField: topic.keyField,
    kind: topic.kind,
    owner: topic.owner,
    consumers,
  };
}

/** The registry's subject of an event, by the strategy TopicRecordName. */
export function subjectOf(event: Pick<CatalogueEvent, 'topic' | 'record'>): string {
  return `${event.topic}-${event.record}`;
}
