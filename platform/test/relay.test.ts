import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createDatabase, type OpenDatabase } from '../src/db/index.ts';
import { createKafkajsBus } from '../src/kafka/index.ts';
import { createOutbox, createRelay, outboxMigration, type RawOutbox } from '../src/outbox/index.ts';
import { createTestDatabase, createTestKafka, type TestKafka, waitFor } from '../src/testing/index.ts';
import { type Child, startChild } from './support/child.ts';
import { createFlakyNetwork } from './support/flaky-network.ts';
import {
  aggregateMigration,
  createVersionedWriters,
  firstAppearances,
  lastVersions,
  upTo,
  type VersionedWriters,
} from './support/versioned-writers.ts';

const topic = 'states';
const silent = { info: () => undefined, warn: () => undefined, debug: () => undefined };

let kafka: TestKafka;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: OpenDatabase;
let outbox: RawOutbox;
let writers: VersionedWriters;
let children: Child[];

beforeEach(async () => {
  kafka = await createTestKafka();
  await kafka.createTopics([{ topic, partitions: 12 }]);
  database = await createTestDatabase();
  db = await createDatabase({
    url: database.url,
    applicationName: 'test',
    poolSize: 10,
    migrations: [outboxMigration, aggregateMigration],
  });
  await db.migrate();
  outbox = createOutbox({
    codec: {
      prepare: async () => undefined,
      encode: async () => Buffer.alloc(0),
      decode: async () => undefined,
    },
    source: 'test',
    onAppended: () => undefined,
  });
  writers = createVersionedWriters(db, outbox, topic);
  children = [];
});

afterEach(async () => {
  for (const child of children) await child.end('SIGKILL');
  await db.close();
  await database.drop();
  await kafka.close();
});

function startRelay(sendTimeoutMs: number): Child {
  const child = startChild('relay-process', [
    database.url,
    kafka.brokers.join(','),
    kafka.prefix,
    String(sendTimeoutMs),
  ]);
  children.push(child);
  return child;
}

const isEmpty = async () => (await db.query('select 1 from outbox limit 1')).length === 0;

async function expectAllInOrder(): Promise<void> {
  const seen = firstAppearances(await kafka.read(topic));
  const committed = await writers.committed();
  expect([...seen.keys()].sort()).toEqual([...committed.keys()].sort());
  for (const [key, version] of committed) expect(seen.get(key)).toEqual(upTo(version));
}

describe('the relay under faults', () => {
  test('killed 20 times at random, it publishes every committed event, in commit order per key, and empties the table', async () => {
    let writing = true;
    const load = Promise.all(
      upTo(8).map(async () => {
        while (writing) await writers.write(`key-${Math.floor(Math.random() * 200)}`);
      }),
    );
    for (let kill = 0; kill < 20; kill += 1) {
      const relay = startRelay(200);
      await waitFor(() => relay.output().includes('relay_owner'), { timeoutMs: 15_000 });
      await delay(200 + Math.random() * 300);
      await relay.end('SIGKILL');
    }
    writing = false;
    await load;
    startRelay(200);
    await waitFor(isEmpty, { timeoutMs: 60_000 });
    await expectAllInOrder();
  }, 180_000);

  test('of two, one owns the outbox; the other takes over within 5 s of a kill, and no old state has the last word', async () => {
    const relays = [startRelay(3_000), startRelay(3_000)];
    const owns = (child: Child) => child.output().includes('relay_owner');
    await waitFor(() => relays.some(owns), { timeoutMs: 15_000 });
    let writing = true;
    const load = Promise.all(
      upTo(4).map(async () => {
        while (writing) await writers.write(`key-${Math.floor(Math.random() * 20)}`);
      }),
    );
    await delay(1_000);
    expect(relays.filter(owns)).toHaveLength(1);
    const owner = relays.find(owns);
    const standby = relays.find((each) => each !== owner);
    await owner?.end('SIGKILL');
    const killedAt = Date.now();
    writing = false;
    await load;
    await writers.write('key-after-the-kill');
    await waitFor(isEmpty, { timeoutMs: 20_000 });
    expect(Date.now() - killedAt).toBeLessThan(5_000);
    expect(standby?.output()).toContain('after-death');
    expect(lastVersions(await kafka.read(topic))).toEqual(await writers.committed());
    await expectAllInOrder();
  }, 60_000);

  test('an owner that stops in order hands over at once', async () => {
    const first = startRelay(3_000);
    await waitFor(() => first.output().includes('relay_owner'), { timeoutMs: 15_000 });
    const second = startRelay(3_000);
    await writers.write('a');
    await waitFor(isEmpty);
    expect(await first.end('SIGTERM')).toBe(0);
    await waitFor(() => second.output().includes('after-release'), { timeoutMs: 5_000 });
    await writers.write('a');
    await waitFor(isEmpty, { timeoutMs: 2_000 });
    await expectAllInOrder();
  });

  test('an owner that stops while it waits for a dead one does not shorten the wait of the next', async () => {
    const dead = startRelay(3_000);
    await waitFor(() => dead.output().includes('relay_owner'), { timeoutMs: 15_000 });
    await dead.end('SIGKILL');
    const waiting = startRelay(3_000);
    await waitFor(() => waiting.output().includes('after-death'), { timeoutMs: 15_000 });
    expect(await waiting.end('SIGTERM')).toBe(0);
    const next = startRelay(3_000);
    await waitFor(() => next.output().includes('relay_owner'), { timeoutMs: 15_000 });
    expect(next.output()).toContain('after-death');
  }, 60_000);

  test('a broker that is away for 20 s costs delay only', async () => {
    const network = createFlakyNetwork();
    const relay = createRelay({
      databaseUrl: database.url,
      bus: createKafkajsBus({
        brokers: kafka.brokers,
        clientId: 'relay',
        topicPrefix: kafka.prefix,
        logger: silent,
        socketFactory: network.socketFactory,
      }),
      logger: silent,
    });
    relay.start();
    await writers.write('before');
    await waitFor(isEmpty);
    network.cut();
    const away = Date.now() + 20_000;
    while (Date.now() < away) {
      await writers.write(`key-${Math.floor(Math.random() * 50)}`);
      await delay(20);
    }
    expect(await isEmpty()).toBe(false);
    network.mend();
    await waitFor(isEmpty, { timeoutMs: 5_000 });
    await relay.stop();
    await expectAllInOrder();
  });

  test('it stops within its send deadline while the broker is away', async () => {
    const network = createFlakyNetwork();
    const logged: string[] = [];
    const log = (_: object, event: string) => void logged.push(event);
    const logger = { info: log, warn: log, debug: () => undefined };
    network.cut();
    const relay = createRelay({
      databaseUrl: database.url,
      bus: createKafkajsBus({
        brokers: kafka.brokers,
        clientId: 'relay',
        logger,
        socketFactory: network.socketFactory,
      }),
      logger,
    });
    await writers.write('a');
    relay.start();
    await waitFor(() => logged.includes('broker_away'), { timeoutMs: 3_000 });
    const askedAt = Date.now();
    await relay.stop();
    expect(Date.now() - askedAt).toBeLessThan(3_000);
    expect(await isEmpty()).toBe(false);
  });

  test('a transaction that stays open in another database of the server delays nothing', async () => {
    const other = await createTestDatabase();
    const otherDb = await createDatabase({ url: other.url, applicationName: 'other' });
    const relay = createRelay({ databaseUrl: database.url, bus: kafka.bus, logger: silent });
    relay.start();
    try {
      await otherDb.transaction(async (tx) => {
        await tx.query('create table held (n int)');
        await tx.query('select pg_current_xact_id()');
        const until = Date.now() + 5_000;
        const waits: number[] = [];
        while (Date.now() < until) {
          await Promise.all(upTo(20).map((n) => writers.write(`key-${n}`)));
          const committedAt = performance.now();
          relay.wake();
          await waitFor(isEmpty, { timeoutMs: 2_000, intervalMs: 2 });
          waits.push(performance.now() - committedAt);
        }
        const middle = waits.sort((a, b) => a - b)[Math.floor(waits.length / 2)];
        expect(middle).toBeLessThan(500);
      });
    } finally {
      await relay.stop();
      await otherDb.close();
      await other.drop();
    }
    await expectAllInOrder();
  }, 30_000);
});
