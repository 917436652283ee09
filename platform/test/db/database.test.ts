import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EntitySchema } from 'typeorm';
import type { OpenDatabase } from '../../src/db/index.ts';
import { createDatabase, isPassingDatabaseError } from '../../src/db/index.ts';
import type { TestDatabase } from '../../src/testing/test-database.ts';
import { createTestDatabase } from '../../src/testing/test-database.ts';
import { waitFor } from '../../src/testing/wait-for.ts';

const thing = new EntitySchema<{ id: string; size: number }>({
  name: 'thing',
  tableName: 'things',
  columns: { id: { type: 'text', primary: true }, size: { type: 'int' } },
});

const migrations = [
  {
    name: '0001_things',
    up: 'create table things (id text primary key, size int not null check (size > 0))',
  },
];

let server: TestDatabase;
let db: OpenDatabase;
let lostConnections = 0;

beforeAll(async () => {
  server = await createTestDatabase();
  db = await createDatabase({
    url: server.url,
    applicationName: 'database-test',
    poolSize: 4,
    statementTimeoutMs: 2_000,
    lockTimeoutMs: 500,
    idleInTransactionTimeoutMs: 3_000,
    connectionTimeoutMs: 1_500,
    entities: [thing],
    migrations,
    onConnectionLost: () => {
      lostConnections += 1;
    },
  });
  await db.migrate();
});

afterAll(async () => {
  await db.close();
  await server.drop();
});

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => {
      throw new Error('did not fail');
    },
    (error: unknown) => error,
  );
}

const idsLike = async (pattern: string) =>
  (await db.query<{ id: string }>('select id from things where id like $1 order by id', [pattern])).map(
    (row) => row.id,
  );

describe('a transaction', () => {
  test('commits what plain statements and entities did together', async () => {
    const committed: string[] = [];
    const answer = await db.transaction(async (tx) => {
      await tx.query({ name: 'insert_thing', text: 'insert into things values ($1, $2)' }, ['tx-a', 1]);
      await tx.manager.insert(thing, { id: 'tx-b', size: 2 });
      tx.afterCommit(() => committed.push('yes'));
      expect(committed).toEqual([]);
      return 'done';
    });
    expect(answer).toBe('done');
    expect(committed).toEqual(['yes']);
    expect(await idsLike('tx-%')).toEqual(['tx-a', 'tx-b']);
  });

  test('rolls everything back when the work rejects, and calls nobody', async () => {
    const committed: string[] = [];
    const failed = db.transaction(async (tx) => {
      await tx.manager.insert(thing, { id: 'rolled-back', size: 1 });
      tx.afterCommit(() => committed.push('yes'));
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(committed).toEqual([]);
    expect(await idsLike('rolled-back')).toEqual([]);
    expect(db.poolState().waiting).toBe(0);
  });

  test('tells a fault of the data from a passing failure', async () => {
    const fault = await failureOf(db.query('insert into things values ($1, $2)', ['bad', -1]));
    expect(isPassingDatabaseError(fault)).toBe(false);
    const ormFault = await failureOf(
      db.transaction((tx) => tx.manager.insert(thing, { id: 'bad', size: -1 })),
    );
    expect(isPassingDatabaseError(ormFault)).toBe(false);
  });
});

describe('no wait is without an end', () => {
  test('a statement', async () => {
    const error = await failureOf(db.query('select pg_sleep(5)'));
    expect(error).toMatchObject({ code: '57014' });
    expect(isPassingDatabaseError(error)).toBe(true);
  });

  test('a lock', async () => {
    await db.query("insert into things values ('locked', 1)");
    await db.transaction(async (holder) => {
      await holder.query("select 1 from things where id = 'locked' for update");
      const error = await failureOf(db.query("update things set size = 2 where id = 'locked'"));
      expect(error).toMatchObject({ code: '55P03' });
      expect(isPassingDatabaseError(error)).toBe(true);
    });
  });

  test('a transaction that does nothing', async () => {
    const error = await failureOf(
      db.transaction(async (tx) => {
        await tx.query('select 1');
        await waitFor(
          async () =>
            (
              await db.query(
                "select 1 from pg_stat_activity where datname = $1 and state = 'idle in transaction'",
                [server.name],
              )
            ).length === 0,
          { timeoutMs: 10_000 },
        );
        await tx.query('select 1');
      }),
    );
    expect(isPassingDatabaseError(error)).toBe(true);
    await db.ping();
  });

  test('a connection of an exhausted pool', async () => {
    const { promise: release, resolve } = Promise.withResolvers<void>();
    const holders = Array.from({ length: 4 }, () => db.transaction(async () => release));
    await waitFor(() => db.poolState().total === 4 && db.poolState().idle === 0);
    const error = await failureOf(db.ping());
    expect(isPassingDatabaseError(error)).toBe(true);
    resolve();
    await Promise.all(holders);
    await db.ping();
  });
});

describe('a server that ends all connections', () => {
  test('costs idle connections only', async () => {
    await db.ping();
    const before = lostConnections;
    expect(await server.disconnectAll()).toBeGreaterThan(0);
    await waitFor(() => lostConnections > before);
    await waitFor(async () => {
      await db.ping();
      return true;
    });
  });

  test('fails an open transaction as passing, and the next one works', async () => {
    const error = await failureOf(
      db.transaction(async (tx) => {
        await tx.query("insert into things values ('cut-off', 1)");
        await server.disconnectAll();
        await tx.query('select 1');
      }),
    );
    expect(isPassingDatabaseError(error)).toBe(true);
    expect(await idsLike('cut-off')).toEqual([]);
    expect(await db.transaction(async (tx) => tx.query('select 1 as one'))).toEqual([{ one: 1 }]);
    expect(db.poolState().waiting).toBe(0);
  });
});

test('a connection that is lost just before the commit fails as passing', async () => {
  const error = await failureOf(
    db.transaction(async (tx) => {
      await tx.query("insert into things values ('uncommitted', 1)");
      await server.disconnectAll();
      await waitFor(() => db.poolState().total === 0);
    }),
  );
  expect(isPassingDatabaseError(error)).toBe(true);
  expect(await idsLike('uncommitted')).toEqual([]);
});

test('a server that is not there is waited for, then given up', async () => {
  const error = await failureOf(
    createDatabase({
      url: 'postgres://nobody@127.0.0.1:1/none',
      applicationName: 'database-test',
      startupTimeoutMs: 300,
    }),
  );
  expect(isPassingDatabaseError(error)).toBe(true);
});
