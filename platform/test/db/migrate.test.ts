import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { OpenDatabase } from '../../src/db/index.ts';
import { createDatabase, MigrationError, migrate, pendingMigrations } from '../../src/db/index.ts';
import type { TestDatabase } from '../../src/testing/test-database.ts';
import { createTestDatabase } from '../../src/testing/test-database.ts';

const first = { name: '0001_a', up: 'create table a (id int); insert into a values (1)' };
const second = { name: '0002_b', up: 'create table b (id int)' };

let server: TestDatabase;
let db: OpenDatabase;

beforeEach(async () => {
  server = await createTestDatabase();
  db = await createDatabase({ url: server.url, applicationName: 'migrate-test', poolSize: 2 });
});

afterEach(async () => {
  await db.close();
  await server.drop();
});

test('applies what is missing, once', async () => {
  expect(await pendingMigrations(db, [first, second])).toEqual(['0001_a', '0002_b']);
  expect(await migrate(server.url, [first])).toEqual(['0001_a']);
  expect(await pendingMigrations(db, [first, second])).toEqual(['0002_b']);
  expect(await migrate(server.url, [first, second])).toEqual(['0002_b']);
  expect(await migrate(server.url, [first, second])).toEqual([]);
  expect(await pendingMigrations(db, [first, second])).toEqual([]);
});

test('lets an older release start on a newer schema', async () => {
  await migrate(server.url, [first, second]);
  expect(await migrate(server.url, [first])).toEqual([]);
  expect(await pendingMigrations(db, [first])).toEqual([]);
});

test('takes turns with others that migrate at the same time', async () => {
  const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(server.url, [first, second])));
  expect(applied.flat().sort()).toEqual(['0001_a', '0002_b']);
  expect(await db.query('select id from a')).toEqual([{ id: 1 }]);
});

test('refuses an applied migration that was changed', async () => {
  await migrate(server.url, [first]);
  const changed = { ...first, up: `${first.up};` };
  await expect(migrate(server.url, [changed, second])).rejects.toThrow(MigrationError);
  await expect(pendingMigrations(db, [changed])).rejects.toThrow('0001_a');
  expect(await pendingMigrations(db, [first, second])).toEqual(['0002_b']);
});

test('leaves nothing of a migration that fails, and keeps those before it', async () => {
  const broken = { name: '0002_broken', up: 'create table half (id int); create table a (id int)' };
  await expect(migrate(server.url, [first, broken, second])).rejects.toThrow('0002_broken');
  expect(await pendingMigrations(db, [first, second])).toEqual(['0002_b']);
  expect(await db.query("select to_regclass('half') as half")).toEqual([{ half: null }]);
});

test('refuses two migrations of one name before it touches anything', async () => {
  await expect(migrate(server.url, [first, first])).rejects.toThrow('two migrations');
  expect(await pendingMigrations(db, [first])).toEqual(['0001_a']);
});
