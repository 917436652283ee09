import type { Client, QueryConfig } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { QueryRunnerAlreadyReleasedError } from 'typeorm';
import { isPassingDatabaseError } from './passing-error.ts';
import type { SqlValue, Statement, Transaction } from './transaction.ts';

/** What `pg` takes for a statement: a named one is parsed and planned once a connection. */
export function queryConfig(sql: string | Statement, values: readonly SqlValue[]): QueryConfig<SqlValue[]> {
  return typeof sql === 'string'
    ? { text: sql, values: [...values] }
    : { name: sql.name, text: sql.text, values: [...values] };
}

/** TypeORM's type of the connection says `any`; the shape is checked once a transaction instead of believed. */
function isClient(connection: unknown): connection is Client {
  return (
    typeof connection === 'object' && connection !== null && 'query' in connection && 'end' in connection
  );
}

async function clientOf(runner: QueryRunner): Promise<Client> {
  const connection: unknown = await runner.connect();
  if (!isClient(connection)) throw new Error('the database driver gave no pg client');
  return connection;
}

async function rollBack(runner: QueryRunner, client: Client, error: unknown): Promise<void> {
  try {
    if (runner.isReleased) return;
    await runner.rollbackTransaction();
    // After a client-side timeout an answer may still be on its way: such a connection must not serve anybody else.
    if (isPassingDatabaseError(error) && !isAnswer(error)) discard(client);
  } catch {
    discard(client);
  }
}

/** An error that Postgres itself sent leaves the connection in order. */
function isAnswer(error: unknown): boolean {
  return error instanceof Error && 'severity' in error;
}

/** An ended client is dropped by the pool when it is handed back. */
function discard(client: Client): void {
  client.end().catch(() => undefined);
}

/** Runs `work` in one transaction of a TypeORM query runner, with the plain `pg` client beside it for hot paths. */
export async function runInTransaction<T>(
  source: DataSource,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const runner = source.createQueryRunner();
  const afterCommit: (() => void)[] = [];
  let result: T;
  try {
    const client = await clientOf(runner);
    let lost: Error | undefined;
    const onLost = (error: Error): void => {
      lost = error;
    };
    client.once('error', onLost);
    try {
      await runner.startTransaction();
      result = await work({
        manager: runner.manager,
        afterCommit: (callback) => void afterCommit.push(callback),
        query: async <Row extends object>(sql: string | Statement, values: readonly SqlValue[] = []) =>
          (await client.query<Row, SqlValue[]>(queryConfig(sql, values))).rows,
      });
      await runner.commitTransaction();
    } catch (error) {
      await rollBack(runner, client, error);
      // TypeORM gives a broken connection back at once and then only says that it has none: the reason is worth more.
      throw error instanceof QueryRunnerAlreadyReleasedError ? (lost ?? error) : error;
    } finally {
      client.off('error', onLost);
    }
  } finally {
    await runner.release();
  }
  for (const callback of afterCommit) callback();
  return result;
}
