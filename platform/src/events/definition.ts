/**
 * What the platform needs to know of one event type: where it is published, by which key, and in which Avro record.
 * The catalogue in `schemas/` holds the definitions; the platform holds none.
 */
export interface EventDefinition<Type extends string = string, Payload = unknown> {
  /** CloudEvents type, e.g. `order.created`; for a state topic the record's short name, e.g. `Product`. */
  readonly type: Type;
  readonly topic: string;
  /** Partitions of the topic: the partition of a key is fixed when the event is appended. */
  readonly partitions: number;
  /** Full name of the Avro record, e.g. `orpheus.orders.OrderCreated`. */
  readonly record: string;
  /** The parsed `.avsc`. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** The payload's field that is the message key. */
  readonly keyField: string;
  /** `state`: the topic is compacted and each message is the whole state; `event`: something that happened. */
  readonly kind: 'event' | 'state';
  /** Only for the type checker; never present at run time. */
  readonly payload?: Payload;
}

/** The payload type of a definition. */
export type PayloadOf<D> = D extends EventDefinition<string, infer Payload> ? Payload : never;
