import { cpus, loadavg, totalmem } from 'node:os';
import pg from 'pg';

/** What a figure was measured on. */
export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGiB: number;
  readonly node: string;
  readonly postgres: string;
  /** Whether a commit waits for the disk. */
  readonly durable: boolean;
  /** Runnable processes over the last minute, before the benchmark began. */
  readonly loadAverage: number;
}

/** @param databaseUrl of the server that is measured */
export async function inspectMachine(databaseUrl: string): Promise<Machine> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string; durable: boolean }>(
      `select current_setting('server_version') as version,
        current_setting('fsync') = 'on' and current_setting('synchronous_commit') <> 'off' as durable`,
    );
    return {
      cores: cpus().length,
      cpu: cpus()[0]?.model ?? 'unknown',
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      postgres: rows[0]?.version ?? 'unknown',
      durable: rows[0]?.durable ?? false,
      loadAverage: loadavg()[0] ?? 0,
    };
  } finally {
    await client.end();
  }
}

export function describeMachine(machine: Machine): string {
  const { cores, cpu, memoryGiB, node, postgres, durable, loadAverage } = machine;
  return (
    `${cores} x ${cpu}, ${memoryGiB} GiB, Node ${node}, PostgreSQL ${postgres} ` +
    `(${durable ? 'durable commits' : 'commits that do NOT wait for the disk'}), ` +
    `everything on this machine, load average before ${loadAverage.toFixed(1)}`
  );
}
