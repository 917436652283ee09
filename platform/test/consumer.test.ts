import { randomUUIDv7 } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createDatabase } from '../src/db/index.ts';
import {
  deadLetterTopic,
  type OutgoingMessage,
  readDeadLetters,
  replayDeadLetters,
  replayTopic,
} from '../src/kafka/index.ts';
import {
  createTestDatabase,
  createTestKafka,
  type TestDatabase,
  type TestKafka,
  waitFor,
} from '../src/testing/index.ts';
import { startChild } from './support/child.ts';
import { createFlakyNetwork, createFlakyProxy } from './support/flaky-network.ts';
import {
  consumerName,
  migrations,
  startThingConsumer,
  type ThingConsumer,
} from './support/thing-consumer.ts';
import { registerThings, registryUrl, thing, thingHappened } from './support/things.ts';
import { upTo } from './support/versioned-writers.ts';

const { topic } = thingHappened;

let kafka: TestKafka;
let database: TestDatabase;
let running: ThingConsumer[];

beforeAll(registerThings);

beforeEach(async () => {
  kafka = await createTestKafka();
  await kafka.createTopics([
    { topic, partitions: thingHappened.partitions },
    { topic: deadLetterTopic(consumerName), partitions: 3 },
    { topic: replayTopic(consumerName), partitions: 3 },
  ]);
  database = await createTestDatabase();
  running = [];
});

afterEach(async () => {
  for (const each of running) await each.stop();
  await database.drop();
  await kafka.close();
});

async function start(
  options: Partial<Parameters<typeof startThingConsumer>[0]> = {},
): Promise<ThingConsumer> {
  const started = await startThingConsumer({ databaseUrl: database.url, bus: kafka.bus, ...options });
  running.push(started);
  return started;
}

const produce = (messages: readonly OutgoingMessage[]) => kafka.produce([{ topic, messages }]);

async function effects(): Promise<{ all: number; distinct: number }> {
  const db = await createDatabase({ url: database.url, applicationName: 'check', poolSize: 1, migrations });
  try {
    const [row] = await db.query<{ all: number; distinct: number }>(
      'select count(*)::int as all, count(distinct event_id)::int as distinct from effects',
    );
    return row ?? { all: 0, distinct: 0 };
  } finally {
    await db.close();
  }
}

describe('effects happen once', () => {
  test('10,000 events delivered twice, the consumer killed at random', async () => {
    const events = await Promise.all(upTo(10_000).map((n) => thing(`thing-${n % 300}`, 'ok')));
    for (const chunk of upTo(10)) {
      const part = events.slice((chunk - 1) * 1_000, chunk * 1_000);
      await produce(part);
      await produce(part);
    }
    const args = [database.url, kafka.brokers.join(','), kafka.prefix, '100'];
    for (let kill = 0; kill < 3; kill += 1) {
      const child = startChild('consumer-process', args);
      await waitFor(() => child.output().includes('started'), { timeoutMs: 20_000 });
      const before = (await effects()).all;
      // The group notices a dead member only after its session timeout; then the next one works.
      await waitFor(async () => (await effects()).all > before, { timeoutMs: 30_000, intervalMs: 5 });
      await delay(Math.random() * 100);
      await child.end('SIGKILL');
      if ((await effects()).all === events.length) break;
    }
    await start();
    await waitFor(async () => (await effects()).all >= events.length, { timeoutMs: 60_000, intervalMs: 100 });
    await waitFor(async () => (await lag(kafka)) === 0n, { timeoutMs: 30_000, intervalMs: 100 });
    expect(await effects()).toEqual({ all: 10_000, distinct: 10_000 });
  }, 240_000);
});

async function lag({ bus }: TestKafka): Promise<bigint> {
  const admin = await bus.connectAdmin();
  const ends = await admin.ends([topic]);
  const committed = await admin.committed(consumerName, [topic]);
  await admin.close();
  const total = ends.reduce((sum, each) => sum + each.high, 0n);
  return total - committed.reduce((sum, each) => sum + each.offset, 0n);
}

describe('dead letters', () => {
  test('of a batch of 200, exactly the bad messages end there, byte for byte, and all others are handled', async () => {
    const good = await Promise.all(upTo(195).map((n) => thing(`thing-${n}`, 'ok')));
    const model = await thing('poison', 'ok');
    const unknownId = Buffer.from(model.value ?? []);
    unknownId.writeInt32BE(2_000_000_000, 1);
    const { ce_id: _, ...withoutId } = model.headers;
    const bad: OutgoingMessage[] = [
      { ...model, value: Buffer.from([0, 1, 2]), headers: { ...model.headers, note: 'truncated' } },
      {
        ...model,
        value: unknownId,
        headers: { ...model.headers, note: 'unknown schema id', ce_id: randomUUIDv7() },
      },
      { ...model, value: null, headers: { ...model.headers, note: 'null value' } },
      { ...model, headers: { ...withoutId, note: 'no id', binary: Buffer.from([0xff, 0x00, 0xfe]) } },
      await thing('poison', 'fail'),
    ];
    const mixed = [...good];
    bad.forEach((message, index) => {
      mixed.splice(index * 40 + 7, 0, message);
    });
    await produce(mixed);
    await start();
    await waitFor(async () => (await effects()).all === good.length, { timeoutMs: 30_000 });
    await waitFor(async () => (await kafka.read(deadLetterTopic(consumerName))).length >= bad.length, {
      timeoutMs: 20_000,
      intervalMs: 200,
    });
    const letters = await readDeadLetters(kafka.bus, consumerName);
    expect(letters.map((each) => each.errorClass).sort()).toEqual(
      ['MissingHeader', 'NotAvro', 'NullValue', 'TypeError', 'UnknownSchemaId'].sort(),
    );
    for (const message of bad) {
      const letter = letters.find(
        (each) =>
          (each.message.value ?? Buffer.alloc(0)).equals(message.value ?? Buffer.alloc(0)) &&
          sameNote(each.message.headers, message.headers),
      );
      expect(letter?.message.key).toEqual(message.key);
      expect(letter?.message.value).toEqual(message.value);
      for (const [name, value] of Object.entries(message.headers)) {
        const copied = letter?.message.headers[name];
        expect(Buffer.from(copied as Buffer)).toEqual(Buffer.from(value as Buffer));
      }
      expect(letter?.original.topic).toBe(topic);
    }
  });

  test('replaying a dead letter twice has one effect', async () => {
    const first = await start();
    const failing = await thing('a', 'fail');
    await produce([failing]);
    await waitFor(async () => (await kafka.read(deadLetterTopic(consumerName))).length === 1, {
      timeoutMs: 20_000,
      intervalMs: 200,
    });
    await first.stop();
    running = [];
    const [letter] = await readDeadLetters(kafka.bus, consumerName);
    if (letter === undefined) throw new Error('no dead letter');
    // The mended release: what failed for its handler no longer does.
    const mended = {
      ...letter.message,
      value: (await thing('a', 'ok', String(letter.message.headers.ce_id))).value,
    };
    await start();
    await replayDeadLetters(kafka.bus, consumerName, [mended]);
    await waitFor(async () => (await effects()).all === 1, { timeoutMs: 20_000 });
    await replayDeadLetters(kafka.bus, consumerName, [mended]);
    const after = await thing('b', 'ok');
    await produce([after]);
    await waitFor(async () => (await effects()).all === 2, { timeoutMs: 20_000 });
    await waitFor(async () => (await handledReplays(kafka)) === 2n, { timeoutMs: 20_000, intervalMs: 100 });
    expect(await effects()).toEqual({ all: 2, distinct: 2 });
  });
});

async function handledReplays({ bus }: TestKafka): Promise<bigint> {
  const admin = await bus.connectAdmin();
  const committed = await admin.committed(consumerName, [replayTopic(consumerName)]);
  await admin.close();
  return committed.reduce((sum, each) => sum + each.offset, 0n);
}

const noteOf = (headers: OutgoingMessage['headers']) => String(headers.note ?? '');
const sameNote = (one: OutgoingMessage['headers'], other: OutgoingMessage['headers']) =>
  noteOf(one) === noteOf(other);

describe('what is away comes back', () => {
  test('the database away for 20 s: nothing is dead-lettered or lost, and the group does not rebalance', async () => {
    const url = new URL(database.url);
    const proxy = await createFlakyProxy(url.hostname, Number(url.port));
    url.host = `127.0.0.1:${proxy.port}`;
    const consumer = await start({ databaseUrl: url.href });
    await produce([await thing('before', 'ok')]);
    await waitFor(async () => (await effects()).all === 1, { timeoutMs: 20_000 });
    proxy.cut();
    const until = Date.now() + 20_000;
    let sent = 1;
    while (Date.now() < until) {
      await produce(await Promise.all(upTo(20).map((n) => thing(`thing-${n}`, 'ok'))));
      sent += 20;
      await delay(500);
    }
    expect((await effects()).all).toBe(1);
    proxy.mend();
    await waitFor(async () => (await effects()).all === sent, { timeoutMs: 15_000 });
    expect(await effects()).toEqual({ all: sent, distinct: sent });
    expect(await kafka.read(deadLetterTopic(consumerName))).toEqual([]);
    expect(consumer.logged.filter((event) => event === 'partitions_assigned')).toHaveLength(1);
    await running.pop()?.stop();
    await proxy.close();
  }, 90_000);

  test('the registry away: the same', async () => {
    const url = new URL(registryUrl());
    const proxy = await createFlakyProxy(url.hostname, Number(url.port));
    url.host = `127.0.0.1:${proxy.port}`;
    proxy.cut();
    const consumer = await start({ codec: { registryUrl: url.href } });
    await produce(await Promise.all(upTo(50).map((n) => thing(`thing-${n}`, 'ok'))));
    await waitFor(() => consumer.logged.includes('partition_waits'), { timeoutMs: 20_000 });
    await delay(3_000);
    expect((await effects()).all).toBe(0);
    proxy.mend();
    await waitFor(async () => (await effects()).all === 50, { timeoutMs: 15_000 });
    expect(await kafka.read(deadLetterTopic(consumerName))).toEqual([]);
    expect(consumer.logged.filter((event) => event === 'partitions_assigned')).toHaveLength(1);
    await running.pop()?.stop();
    await proxy.close();
  }, 60_000);
});

describe('stopping', () => {
  test('a consumer that has never reached its broker stops all the same', async () => {
    const network = createFlakyNetwork();
    network.cut();
    const { bus } = await createTestKafka({ socketFactory: network.socketFactory });
    const consumer = await start({ bus });
    const askedAt = Date.now();
    await consumer.stop();
    running = [];
    expect(Date.now() - askedAt).toBeLessThan(5_000);
  });

  test('SIGTERM under load ends within 10 s with nothing half done, offsets committed, group left', async () => {
    const child = startChild('consumer-process', [database.url, kafka.brokers.join(','), kafka.prefix, '20']);
    await waitFor(() => child.output().includes('started'), { timeoutMs: 20_000 });
    let producing = true;
    const load = (async () => {
      while (producing) await produce(await Promise.all(upTo(200).map((n) => thing(`thing-${n}`, 'ok'))));
    })();
    await waitFor(async () => (await effects()).all > 500, { timeoutMs: 20_000 });
    const askedAt = Date.now();
    expect(await child.end('SIGTERM')).toBe(0);
    expect(Date.now() - askedAt).toBeLessThan(10_000);
    producing = false;
    await load;
    const admin = await kafka.bus.connectAdmin();
    const committed = await admin.committed(consumerName, [topic]);
    const total = committed.reduce((sum, each) => sum + each.offset, 0n);
    // Each message has its own id: what is committed is exactly what has had its effect.
    expect(await effects()).toEqual({ all: Number(total), distinct: Number(total) });
    // Only a group without members can be removed.
    await admin.deleteGroup(consumerName);
    await admin.close();
  }, 60_000);
});
