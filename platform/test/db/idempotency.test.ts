import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { IdempotencyClaim, OpenDatabase, StoredAnswer, Transaction } from '../../src/db/index.ts';
import {
  claimIdempotencyKeys,
  createDatabase,
  idempotencyMigration,
  pruneIdempotencyKeys,
  releaseIdempotencyKeys,
  storeIdempotentAnswers,
} from '../../src/db/index.ts';
import type { TestDatabase } from '../../src/testing/test-database.ts';
import { createTestDatabase } from '../../src/testing/test-database.ts';

const migrations = [
  idempotencyMigration,
  { name: '0001_effects', up: 'create table effects (id serial primary key, key text not null)' },
];

let server: TestDatabase;
// Two pools stand for two processes: neither shares anything with the other but the database.
let one: OpenDatabase;
let two: OpenDatabase;

beforeAll(async () => {
  server = await createTestDatabase();
  const open = () =>
    createDatabase({ url: server.url, applicationName: 'idempotency-test', poolSize: 8, migrations });
  [one, two] = await Promise.all([open(), open()]);
  await one.migrate();
});

beforeEach(async () => {
  await one.query('truncate idempotency_keys, effects');
});

afterAll(async () => {
  await Promise.all([one.close(), two.close()]);
  await server.drop();
});

const claim = (key: string, fingerprint = 'body'): IdempotencyClaim => ({
  caller: 'alice',
  route: 'placeOrder',
  key,
  fingerprint,
});

/** What a service does with one batch of requests. */
async function serve(
  tx: Transaction,
  claims: readonly IdempotencyClaim[],
): Promise<readonly (StoredAnswer | string)[]> {
  const outcomes = await claimIdempotencyKeys(tx, claims);
  const answers: (StoredAnswer | string)[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    const { key } = claims[index]!;
    if (outcome.kind === 'new') {
      const [row] = await tx.query<{ id: number }>('insert into effects (key) values ($1) returning id', [
        key,
      ]);
      const answer = {
        status: 202,
        body: JSON.stringify({ id: row!.id }),
        headers: { location: `/${row!.id}` },
      };
      await storeIdempotentAnswers(tx, [{ ...claims[index]!, ...answer }]);
      answers.push(answer);
    } else if (outcome.kind === 'stored') answers.push(outcome.answer);
    else if (outcome.kind === 'repeated') answers.push(answers[outcome.index]!);
    else answers.push(outcome.kind);
  }
  return answers;
}

const effects = async () => (await one.query('select 1 from effects')).length;

test('gives the stored answer again, with its headers', async () => {
  const [first] = await one.transaction((tx) => serve(tx, [claim('k')]));
  const [again] = await two.transaction((tx) => serve(tx, [claim('k')]));
  expect(first).toMatchObject({ status: 202 });
  expect(again).toEqual(first);
  expect(await effects()).toBe(1);
});

test('refuses another body, whether stored or in the same batch', async () => {
  await one.transaction((tx) => serve(tx, [claim('k')]));
  expect(await one.transaction((tx) => serve(tx, [claim('k', 'other')]))).toEqual(['mismatch']);
  const [, second] = await one.transaction((tx) => serve(tx, [claim('n'), claim('n', 'other')]));
  expect(second).toBe('mismatch');
  expect(await effects()).toBe(2);
});

test('keeps callers and routes apart', async () => {
  const claims = [claim('k'), { ...claim('k'), caller: 'bob' }, { ...claim('k'), route: 'refund' }];
  await one.transaction((tx) => serve(tx, claims));
  expect(await effects()).toBe(3);
});

test('50 at once over two processes, alone and in batches: one effect and one answer', async () => {
  const alone = Array.from({ length: 30 }, (_, index) =>
    (index % 2 === 0 ? one : two).transaction((tx) => serve(tx, [claim('same')])),
  );
  const together = [one, two].map((db) =>
    db.transaction((tx) =>
      serve(
        tx,
        Array.from({ length: 10 }, () => claim('same')),
      ),
    ),
  );
  const answers = (await Promise.all([...alone, ...together])).flat();
  expect(answers).toHaveLength(50);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await effects()).toBe(1);
});

test('batches that share many keys in opposite orders do not deadlock', async () => {
  const keys = Array.from({ length: 40 }, (_, index) => claim(`key-${index}`));
  const batches = Array.from({ length: 8 }, (_, index) =>
    (index % 2 === 0 ? one : two).transaction((tx) => serve(tx, index % 2 === 0 ? keys : keys.toReversed())),
  );
  await Promise.all(batches);
  expect(await effects()).toBe(40);
});

test('a claim whose transaction rolled back leaves the key free', async () => {
  const failed = one.transaction(async (tx) => {
    await serve(tx, [claim('k')]);
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  await two.transaction((tx) => serve(tx, [claim('k')]));
  expect(await effects()).toBe(1);
});

test('a committed claim without an answer is running; a released one is free', async () => {
  await one.transaction((tx) => claimIdempotencyKeys(tx, [claim('k'), claim('free')]));
  await one.transaction((tx) => releaseIdempotencyKeys(tx, [claim('free')]));
  const outcomes = await one.transaction((tx) => claimIdempotencyKeys(tx, [claim('k'), claim('free')]));
  expect(outcomes).toEqual([{ kind: 'running' }, { kind: 'new' }]);
});

test('an expired key counts as new, and pruning removes it', async () => {
  await one.transaction((tx) => serve(tx, [claim('k'), claim('live')]));
  await one.query("update idempotency_keys set expires_at = now() - interval '1 second' where key = 'k'");
  const outcomes = await one.transaction((tx) => claimIdempotencyKeys(tx, [claim('k', 'other')]));
  expect(outcomes).toEqual([{ kind: 'new' }]);
  await one.query("update idempotency_keys set expires_at = now() - interval '1 second' where key = 'k'");
  expect(await pruneIdempotencyKeys(one)).toBe(1);
  expect(await one.query('select key from idempotency_keys')).toEqual([{ key: 'live' }]);
});
