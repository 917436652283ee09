import type { EventDefinition } from './definition.ts';

/** An event as a handler gets it: decoded, with the facts of its envelope. */
export interface ReceivedEvent<Type extends string = string, Payload = unknown> {
  /** `ce_id`: the same on every redelivery. */
  readonly id: string;
  readonly type: Type;
  readonly key: string;
  readonly version: number;
  readonly payload: Payload;
  readonly time: Date;
  readonly correlationId: string | undefined;
  readonly causationId: string | undefined;
  readonly traceparent: string | undefined;
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

/** The union of received events over a union of definitions: `switch (event.type)` narrows the payload. */
export type ReceivedOf<D> =
  D extends EventDefinition<infer Type, infer Payload> ? ReceivedEvent<Type, Payload> : never;

/** One message of a compacted topic; `payload: null` says that the key was deleted at that version. */
export interface StateRecord<Payload> {
  readonly key: string;
  readonly version: number;
  readonly payload: Payload | null;
}
