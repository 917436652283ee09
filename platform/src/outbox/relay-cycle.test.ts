import { beforeEach, describe, expect, test } from '@jest/globals';
import type { TopicPartition } from '../kafka/bus.ts';
import { BrokerAway, partitionKey } from './publisher.ts';
import { createRelayCycle } from './relay-cycle.ts';
import { noRelayMetrics } from './relay-metrics.ts';
import type { OutboxRow } from './relay-session.ts';

let table: OutboxRow[];
let sends: string[][];
let answer: (rows: readonly OutboxRow[]) => readonly OutboxRow[];
let clock: number;

const row = (seq: number, partition: number): OutboxRow => ({
  seq: String(seq),
  topic: 'orders',
  partition,
  key: Buffer.from('k'),
  value: Buffer.from(String(seq)),
  headers: {},
  createdAt: new Date(0),
});

const cycle = () =>
  createRelayCycle({
    batchSize: 10,
    now: () => clock,
    metrics: noRelayMetrics,
    onRemoved: () => undefined,
    logger: { info: () => undefined, warn: () => undefined },
    session: {
      read: async (limit: number, leaveOut: readonly TopicPartition[]) => {
        const left = new Set(leaveOut.map(partitionKey));
        return table.filter((each) => !left.has(partitionKey(each))).slice(0, limit);
      },
      remove: async (seqs: readonly string[]) => {
        table = table.filter((each) => !seqs.includes(each.seq));
      },
    },
    publisher: {
      publish: async (rows: readonly OutboxRow[]) => {
        sends.push(rows.map((each) => each.seq));
        return answer(rows);
      },
    },
  });

beforeEach(() => {
  table = [row(1, 0), row(2, 1), row(3, 0)];
  sends = [];
  clock = 0;
  answer = (rows) => rows;
});

const seqs = () => table.map((each) => each.seq);

describe('a turn of the relay', () => {
  test('sends everything in one request and removes what the broker confirmed', async () => {
    expect(await cycle().turn()).toEqual({ next: 'idle' });
    expect(sends).toEqual([['1', '2', '3']]);
    expect(table).toEqual([]);
  });

  test('says that more waits after a full batch', async () => {
    table = Array.from({ length: 11 }, (_, index) => row(index, 0));
    expect(await cycle().turn()).toEqual({ next: 'again' });
    expect(table).toHaveLength(1);
  });

  test('a send answered without an error for only one of two partitions removes only the rows of that one', async () => {
    answer = (rows) => rows.filter((each) => each.partition === 1);
    const relay = cycle();
    expect(await relay.turn()).toEqual({ next: 'again' });
    expect(seqs()).toEqual(['1', '3']);
  });

  test('after a failed send nothing is removed, and each partition is tried alone', async () => {
    answer = () => {
      throw new Error('timed out');
    };
    const relay = cycle();
    await relay.turn();
    expect(seqs()).toEqual(['1', '2', '3']);
    expect(relay.isOutcomeUnknown()).toBe(true);
    answer = (rows) => rows;
    await relay.turn();
    expect(sends.slice(1)).toEqual([['1', '3'], ['2']]);
    expect(table).toEqual([]);
  });

  test('a sick partition delays only itself, and keeps its order', async () => {
    const sick = (rows: readonly OutboxRow[]) => {
      if (rows.some((each) => each.partition === 0)) throw new Error('not enough replicas');
      return rows;
    };
    answer = sick;
    const relay = cycle();
    await relay.turn();
    await relay.turn();
    expect(seqs()).toEqual(['1', '3']);

    table.push(row(4, 1), row(5, 0));
    sends = [];
    await relay.turn();
    expect(sends).toEqual([['4']]);
    const idle = await relay.turn();
    expect(idle).toEqual({ next: 'idle', waitMs: 200 });

    answer = (rows) => rows;
    clock += 200;
    sends = [];
    await relay.turn();
    expect(sends).toEqual([['1', '3', '5']]);
    expect(table).toEqual([]);
    expect(await relay.turn()).toEqual({ next: 'idle' });
  });

  test('a sick partition is tried less and less often', async () => {
    answer = () => {
      throw new Error('not enough replicas');
    };
    const relay = cycle();
    await relay.turn();
    const waits: (number | undefined)[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1) {
      await relay.turn();
      const turn = await relay.turn();
      const waitMs = turn.next === 'idle' ? turn.waitMs : undefined;
      waits.push(waitMs);
      clock += waitMs ?? 0;
    }
    expect(waits).toEqual([200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
  });

  test('a broker that is away is waited for, and nothing is taken for sent', async () => {
    answer = () => {
      throw new BrokerAway(new Error('refused'));
    };
    const relay = cycle();
    expect(await relay.turn()).toEqual({ next: 'away', waitMs: 200 });
    expect(await relay.turn()).toEqual({ next: 'away', waitMs: 400 });
    expect(relay.isOutcomeUnknown()).toBe(false);
    answer = (rows) => rows;
    await relay.turn();
    expect(table).toEqual([]);
  });
});
