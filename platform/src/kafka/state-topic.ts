import type { SqlValue, Transaction } from '../db/transaction.ts';
import type { EventDefinition, PayloadOf } from '../events/definition.ts';
import type { StateRecord } from '../events/received-event.ts';
import type { StateTopic } from './event-consumer.ts';

/** Binds a compacted topic's definition to what is done with its records. */
export function stateTopic<D extends EventDefinition>(
  definition: D,
  apply: (tx: Transaction, records: readonly StateRecord<PayloadOf<D>>[]) => Promise<void>,
): StateTopic {
  return {
    definition,
    apply: (tx, records) => apply(tx, records as readonly StateRecord<PayloadOf<D>>[]),
  };
}

/** One column of a replica: its SQL type, and its value in a record. */
export interface ReplicaColumn<Payload> {
  readonly type: string;
  value(payload: Payload): SqlValue;
}

export interface Replica<Payload> {
  /**
   * Table with columns `<key>` (primary key), `version bigint not null`, `deleted boolean not null` and those below, which
   * must be nullable or have defaults, since a deleted row keeps none of them.
   */
  readonly table: string;
  readonly key: { readonly column: string; readonly type: string };
  readonly columns: Readonly<Record<string, ReplicaColumn<Payload>>>;
}

/**
 * Replicates records into a local table. An older version never overwrites a newer one, deletes included: the row of a
 * deleted key stays, marked, so that a late older record cannot bring it back. Returns the keys that changed.
 */
export async function replicateState<Payload>(
  tx: Transaction,
  replica: Replica<Payload>,
  records: readonly StateRecord<Payload>[],
): Promise<readonly string[]> {
  const newest = new Map<string, StateRecord<Payload>>();
  for (const each of records) {
    const known = newest.get(each.key);
    if (known === undefined || known.version < each.version) newest.set(each.key, each);
  }
  if (newest.size === 0) return [];
  // In key order: two consumers of overlapping records cannot deadlock.
  const rows = [...newest.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const columns = Object.entries(replica.columns);
  const changed = await tx.query<{ key: string }>(
    { name: `replicate_${replica.table}`, text: upsert(replica) },
    [
      rows.map((row) => row.key),
      rows.map((row) => row.version),
      rows.map((row) => row.payload === null),
      ...columns.map(([, column]) =>
        rows.map((row) => (row.payload === null ? null : parameter(column, row.payload))),
      ),
    ],
  );
  return changed.map((row) => row.key);
}

/** An array inside an array would be taken for a matrix: documents go as text. */
function parameter<Payload>(column: ReplicaColumn<Payload>, payload: Payload): SqlValue {
  const value = column.value(payload);
  return column.type === 'jsonb' ? JSON.stringify(value) : value;
}

function upsert<Payload>({ table, key, columns }: Replica<Payload>): string {
  const names = [key.column, 'version', 'deleted', ...Object.keys(columns)];
  const types = [key.type, 'bigint', 'boolean', ...Object.values(columns).map((column) => column.type)];
  const parameters = types.map((type, index) => `$${index + 1}::${type}[]`);
  const assignments = names.slice(1).map((name) => `${name} = excluded.${name}`);
  return `insert into ${table} (${names.join(', ')})
    select * from unnest(${parameters.join(', ')})
    on conflict (${key.column}) do update set ${assignments.join(', ')}
    where ${table}.version < excluded.version
    returning ${key.column}::text as key`;
}
