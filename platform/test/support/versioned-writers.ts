import type { OpenDatabase } from '../../src/db/index.ts';
import type { RawMessage } from '../../src/kafka/index.ts';
import type { RawOutbox } from '../../src/outbox/index.ts';

/** The simplest aggregate: a key and its version, an event for each version. */
export const aggregateMigration = {
  name: '0001_aggregates',
  up: 'create table aggregates (key text primary key, version int not null)',
};

export interface VersionedWriters {
  /** Adds a version to the key, in one transaction with its event. */
  write(key: string): Promise<void>;
  /** The committed version of every key. */
  committed(): Promise<ReadonlyMap<string, number>>;
}

export function createVersionedWriters(
  db: OpenDatabase,
  outbox: RawOutbox,
  topic: string,
  partitions = 12,
): VersionedWriters {
  return {
    write: (key) =>
      db.transaction(async (tx) => {
        const [row] = await tx.query<{ version: number }>(
          `insert into aggregates values ($1, 1)
           on conflict (key) do update set version = aggregates.version + 1 returning version`,
          [key],
        );
        const value = Buffer.from(String(row?.version));
        await outbox.appendRaw(tx, [{ topic, partitions, key: Buffer.from(key), value, headers: {} }]);
      }),
    async committed() {
      const rows = await db.query<{ key: string; version: number }>('select key, version from aggregates');
      return new Map(rows.map((row) => [row.key, row.version]));
    },
  };
}

/** The versions of each key in the order in which they first appear on the topic. */
export function firstAppearances(messages: readonly RawMessage[]): ReadonlyMap<string, readonly number[]> {
  const seen = new Map<string, number[]>();
  for (const message of messages) {
    const key = message.key?.toString() ?? '';
    const version = Number(message.value?.toString());
    const versions = seen.get(key) ?? [];
    if (!versions.includes(version)) versions.push(version);
    seen.set(key, versions);
  }
  return seen;
}

/** The last version of each key on the topic. */
export function lastVersions(messages: readonly RawMessage[]): ReadonlyMap<string, number> {
  return new Map(messages.map((each) => [each.key?.toString() ?? '', Number(each.value?.toString())]));
}

/** 1, 2, ... n */
export const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);
