import pg from 'pg';
import { createLatencies, type Latencies, type LatencySummary } from '../measure/latencies.ts';

/** What one look into the outbox costs. */
export interface PollCost {
  /** The very first look after the last row went: the one that finds the dead entries unmarked. */
  readonly firstMs: number;
  readonly emptyPolls: LatencySummary;
  /** Pages that an empty poll reads: unlike its time, this depends on nothing else on the machine. */
  readonly pages: number;
  readonly deadRows: number;
  readonly autovacuums: number;
  readonly tableBytes: number;
  readonly indexBytes: number;
}

/** Reads the outbox beside the relay, with the relay's own statement and settings. */
export interface PollProbe {
  /** Looks once; milliseconds until the rows are here. */
  poll(): Promise<number>;
  /** Of an empty outbox. */
  cost(): Promise<PollCost>;
  close(): Promise<void>;
}

const statement = {
  name: 'outbox_read',
  text: 'select seq, topic, partition, key, value, headers, created_at from outbox order by seq limit $1',
  values: [500],
};
const samples = 100;

export async function openPollProbe(databaseUrl: string): Promise<PollProbe> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'bench-probe',
    options: '-c enable_seqscan=off -c enable_sort=off',
  });
  await client.connect();
  const poll = async (): Promise<number> => {
    const startedAt = performance.now();
    await client.query(statement);
    return performance.now() - startedAt;
  };
  await poll();

  return {
    poll,
    async cost() {
      const firstMs = await poll();
      const emptyPolls = await sample(poll);
      return {
        firstMs,
        emptyPolls: emptyPolls.summary(),
        pages: await pagesOf(client),
        ...(await sizes(client)),
      };
    },
    close: () => client.end(),
  };
}

async function sample(poll: () => Promise<number>): Promise<Latencies> {
  const latencies = createLatencies();
  for (let count = 0; count < samples; count += 1) latencies.add(await poll());
  return latencies;
}

async function pagesOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{
    'QUERY PLAN': readonly { readonly Plan: Readonly<Record<string, unknown>> }[];
  }>(`explain (analyze, buffers, timing off, format json) ${statement.text.replace('$1', '500')}`);
  const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
  return Number(plan?.['Shared Hit Blocks']) + Number(plan?.['Shared Read Blocks']);
}

async function sizes(client: pg.Client) {
  const { rows } = await client.query<Record<'dead' | 'vacuums' | 'table_bytes' | 'index_bytes', string>>(
    `select n_dead_tup as dead, autovacuum_count as vacuums,
       pg_table_size(relid) as table_bytes, pg_indexes_size(relid) as index_bytes
     from pg_stat_user_tables where relname = 'outbox'`,
  );
  const [row] = rows;
  return {
    deadRows: Number(row?.dead),
    autovacuums: Number(row?.vacuums),
    tableBytes: Number(row?.table_bytes),
    indexBytes: Number(row?.index_bytes),
  };
}
