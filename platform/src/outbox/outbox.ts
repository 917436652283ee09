import type { Transaction } from '../db/transaction.ts';
import type { EventDefinition } from '../events/definition.ts';
import type { NewEvent } from '../events/new-event.ts';

/** Where a use case leaves the events that it caused, in its own transaction. */
export interface Outbox {
  /**
   * Encodes the events and inserts them in their order, in the caller's transaction. A schema fault, an unknown schema or
   * a value larger than the topic takes rejects, and so fails the transaction.
   *
   * Per key the order of the appends must be the order of the commits: hold the lock on the aggregate's row (or have
   * inserted that row) in the same transaction before appending.
   */
  append(tx: Transaction, events: readonly NewEvent<EventDefinition>[]): Promise<void>;
}
