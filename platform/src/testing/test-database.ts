import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** A database of a test's own. */
export interface TestDatabase {
  readonly name: string;
  readonly url: string;
  /** Ends all connections to the database but one's own, as a failing server would. Returns how many there were. */
  disconnectAll(): Promise<number>;
  /** Removes it, open connections or not. */
  drop(): Promise<void>;
}

async function asAdministrator<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'testing' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Creates an empty database with a unique name on the server of `serverUrl` (by default the environment's DATABASE_URL,
 * whose role must be allowed to), so that tests can run side by side.
 */
export async function createTestDatabase(serverUrl = process.env['DATABASE_URL']): Promise<TestDatabase> {
  if (serverUrl === undefined) throw new Error('DATABASE_URL names no server to create test databases on');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdministrator(serverUrl, (client) => client.query(`create database ${name}`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    name,
    url: url.href,
    disconnectAll: () =>
      asAdministrator(serverUrl, async (client) => {
        const ended = await client.query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
          [name],
        );
        return ended.rowCount ?? 0;
      }),
    drop: async () => {
      await asAdministrator(serverUrl, (client) =>
        client.query(`drop database if exists ${name} with (force)`),
      );
    },
  };
}
