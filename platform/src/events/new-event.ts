import type { Cause } from './cause.ts';
import type { EventDefinition, PayloadOf } from './definition.ts';

/**
 * An event to be appended to the outbox. `eventId` and `occurredAt` are stamped by the append, so that the
 * record's fields and the CloudEvents headers cannot differ.
 */
export interface NewEvent<D extends EventDefinition = EventDefinition> {
  readonly definition: D;
  readonly key: string;
  /** The aggregate's version after this event; it guards replicas of compacted topics. */
  readonly version: number;
  /** `null` is a tombstone and belongs on state topics only. */
  readonly payload: Omit<PayloadOf<D>, 'eventId' | 'occurredAt'> | null;
  readonly cause: Cause;
}
