import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createDatabase, type OpenDatabase } from '../src/db/index.ts';
import { type Replica, replicateState } from '../src/kafka/index.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/index.ts';

interface Product {
  readonly name: string;
  readonly prices: readonly { readonly amountMinor: number }[];
}

const replica: Replica<Product> = {
  table: 'product_replica',
  key: { column: 'product_id', type: 'text' },
  columns: {
    name: { type: 'text', value: (product) => product.name },
    prices: { type: 'jsonb', value: (product) => product.prices },
  },
};

let database: TestDatabase;
let db: OpenDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
  db = await createDatabase({ url: database.url, applicationName: 'test' });
  await db.query(
    'create table product_replica (product_id text primary key, version bigint not null, deleted boolean not null, name text, prices jsonb)',
  );
});

afterEach(async () => {
  await db.close();
  await database.drop();
});

const product = (name: string): Product => ({ name, prices: [{ amountMinor: 5 }] });

const apply = (...records: readonly [string, number, Product | null][]) =>
  db.transaction((tx) =>
    replicateState(
      tx,
      replica,
      records.map(([key, version, payload]) => ({ key, version, payload })),
    ),
  );

const rows = () =>
  db.query('select product_id, version::int, deleted, name, prices from product_replica order by 1');

describe('a replica', () => {
  test('takes each key at its newest version, whatever the order', async () => {
    expect(await apply(['a', 2, product('new')], ['a', 1, product('old')], ['b', 1, product('b')])).toEqual([
      'a',
      'b',
    ]);
    expect(await rows()).toEqual([
      { product_id: 'a', version: 2, deleted: false, name: 'new', prices: [{ amountMinor: 5 }] },
      { product_id: 'b', version: 1, deleted: false, name: 'b', prices: [{ amountMinor: 5 }] },
    ]);
  });

  test('an older version never overwrites a newer one, and the same again changes nothing', async () => {
    await apply(['a', 5, product('five')]);
    expect(await apply(['a', 4, product('four')])).toEqual([]);
    expect(await apply(['a', 5, product('again')])).toEqual([]);
    expect(await rows()).toMatchObject([{ version: 5, name: 'five' }]);
  });

  test('a deletion counts as a version: an older record does not bring the key back', async () => {
    await apply(['a', 1, product('a')]);
    await apply(['a', 3, null]);
    await apply(['a', 2, product('late')]);
    expect(await rows()).toMatchObject([{ version: 3, deleted: true, name: null }]);
    await apply(['a', 4, product('back')]);
    expect(await rows()).toMatchObject([{ version: 4, deleted: false, name: 'back' }]);
  });

  test('a late deletion does not remove a newer state', async () => {
    await apply(['a', 4, product('a')]);
    await apply(['a', 3, null]);
    expect(await rows()).toMatchObject([{ version: 4, deleted: false }]);
  });

  test('nothing to do costs nothing', async () => {
    expect(await apply()).toEqual([]);
  });
});
