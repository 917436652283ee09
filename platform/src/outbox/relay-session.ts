import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { MessageHeaders, TopicPartition } from '../kafka/bus.ts';
import { restoreHeaders, type StoredHeaders } from './stored-headers.ts';

/** A row of the outbox as the relay reads it. */
export interface OutboxRow extends TopicPartition {
  readonly seq: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: MessageHeaders;
  readonly createdAt: Date;
}

/** How ownership was come by: after an owner that died, its last send may still be under way. */
export type Acquired = 'fresh' | 'after-release' | 'after-death';

/**
 * The relay's own database connection. It holds the advisory lock that makes this relay the outbox's owner, and it reads
 * and removes the rows: when it is lost, so is the lock, and nothing more can be read through it.
 */
export interface RelaySession {
  /** Tries to become the owner; undefined while another relay is. */
  tryAcquire(): Promise<Acquired | undefined>;
  /** Unpublished rows in the order of their appends, at most `limit`, without those of the partitions left out. */
  read(limit: number, leaveOut: readonly TopicPartition[]): Promise<readonly OutboxRow[]>;
  remove(seqs: readonly string[]): Promise<void>;
  /** Gives the ownership up, saying that no send is under way. */
  release(): Promise<void>;
  /** Rejects pending work and closes the connection, and with it the lock. */
  close(): Promise<void>;
}

// 'orpheus.outbox' as a number: the lock is per database, and so per service.
const lockKey = '8031170724510593';

interface StoredRow {
  seq: string;
  topic: string;
  partition: number;
  key: Buffer | null;
  value: Buffer | null;
  headers: StoredHeaders;
  created_at: Date;
}

export async function openRelaySession(
  databaseUrl: string,
  statementTimeoutMs: number,
): Promise<RelaySession> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'relay',
    connectionTimeoutMillis: 3_000,
    keepAlive: true,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + 1_000,
    // A peer that vanished without a word is noticed within seconds, not hours.
    // The planner's idea of a table that is empty at one moment and full at the next is always wrong: rows are read and
    // removed by the primary key and nothing else.
    options:
      '-c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=2 -c enable_seqscan=off -c enable_sort=off',
  });
  // The failure shows in the next query; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  const owner = randomUUID();

  return {
    async tryAcquire() {
      const locked = await client.query<{ ok: boolean }>('select pg_try_advisory_lock($1) as ok', [lockKey]);
      if (locked.rows[0]?.ok !== true) return undefined;
      const before = await client.query<{ released: boolean }>('select released from outbox_owner');
      await client.query(
        `insert into outbox_owner (owner, released) values ($1, false)
         on conflict (singleton) do update set owner = excluded.owner, released = false`,
        [owner],
      );
      const last = before.rows[0];
      if (last === undefined) return 'fresh';
      return last.released ? 'after-release' : 'after-death';
    },
    async read(limit, leaveOut) {
      const { rows } = await client.query<StoredRow>(
        leaveOut.length === 0 ? readAll(limit) : readSome(limit, leaveOut),
      );
      return rows.map((row) => ({
        seq: row.seq,
        topic: row.topic,
        partition: row.partition,
        key: row.key,
        value: row.value,
        headers: restoreHeaders(row.headers),
        createdAt: row.created_at,
      }));
    },
    async remove(seqs) {
      await client.query({
        name: 'outbox_remove',
        text: 'delete from outbox where seq = any($1::bigint[])',
        values: [seqs],
      });
    },
    async release() {
      await client.query('update outbox_owner set released = true where owner = $1', [owner]);
      await client.query('select pg_advisory_unlock($1)', [lockKey]);
    },
    close: () => client.end(),
  };
}

const columns = 'seq, topic, partition, key, value, headers, created_at';

// Never `seq > last seen`: a transaction that began earlier may commit later, with lower numbers.
function readAll(limit: number) {
  return {
    name: 'outbox_read',
    text: `select ${columns} from outbox order by seq limit $1`,
    values: [limit],
  };
}

function readSome(limit: number, leaveOut: readonly TopicPartition[]) {
  return {
    name: 'outbox_read_some',
    text: `select ${columns} from outbox
      where (topic, partition) not in (select * from unnest($2::text[], $3::int[]))
      order by seq limit $1`,
    values: [limit, leaveOut.map((each) => each.topic), leaveOut.map((each) => each.partition)],
  };
}
