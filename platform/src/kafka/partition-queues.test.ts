import { beforeEach, describe, expect, test } from '@jest/globals';
import type { RawMessage } from './bus.ts';
import { PartitionQueues } from './partition-queues.ts';

let flow: string[];
let queues: PartitionQueues;

beforeEach(() => {
  flow = [];
  queues = new PartitionQueues({
    pause: ({ partition }) => void flow.push(`pause ${partition}`),
    resume: ({ partition }) => void flow.push(`resume ${partition}`),
  });
});

const messages = (partition: number, from: number, count: number): RawMessage[] =>
  Array.from({ length: count }, (_, index) => ({
    topic: 't',
    partition,
    offset: BigInt(from + index),
    key: null,
    value: null,
    headers: {},
    timestamp: 0,
  }));

const push = (partition: number, from: number, count: number) =>
  queues.push({ topic: 't', partition }, messages(partition, from, count), BigInt(from + count));

describe('queues of partitions', () => {
  test('share a batch evenly, so that a long queue starves nobody', () => {
    push(0, 0, 1_000);
    push(1, 0, 3);
    push(2, 0, 40);
    const taken = queues.take(100, 0);
    expect(taken.map((each) => [each.queue.partition, each.messages.length])).toEqual([
      [1, 3],
      [2, 40],
      [0, 57],
    ]);
  });

  test('taking removes nothing; handling does, and remembers what to commit', () => {
    push(0, 5, 3);
    const [taken] = queues.take(2, 0);
    expect(queues.size).toBe(3);
    queues.handled(taken!.queue, taken!.messages);
    expect(queues.size).toBe(1);
    expect(queues.takeHandled()).toEqual([{ topic: 't', partition: 0, offset: 7n }]);
    expect(queues.takeHandled()).toEqual([]);
  });

  test('offsets whose commit failed are kept, unless newer ones have come', () => {
    push(0, 0, 2);
    const [taken] = queues.take(1, 0);
    queues.handled(taken!.queue, taken!.messages);
    const failed = queues.takeHandled();
    queues.putBack(failed);
    expect(queues.takeHandled()).toEqual(failed);
    const [next] = queues.take(1, 0);
    queues.handled(next!.queue, next!.messages);
    queues.putBack(failed);
    expect(queues.takeHandled()).toEqual([{ topic: 't', partition: 0, offset: 2n }]);
  });

  test('a blocked partition waits alone, and its time is told', () => {
    push(0, 0, 1);
    push(1, 0, 1);
    const blocked = queues.take(10, 0).find((each) => each.queue.partition === 0);
    blocked!.queue.blockedUntil = 500;
    expect(queues.take(10, 100).map((each) => each.queue.partition)).toEqual([1]);
    expect(queues.nextTry(100)).toBe(400);
    expect(queues.take(10, 500)).toHaveLength(2);
    expect(queues.nextTry(500)).toBeUndefined();
  });

  test('a partition that runs ahead is paused alone, and resumed when it has been worked off', () => {
    push(0, 0, 2_001);
    push(1, 0, 10);
    expect(flow).toEqual(['pause 0']);
    while (queues.size > 0) for (const each of queues.take(400, 0)) queues.handled(each.queue, each.messages);
    expect(flow).toEqual(['pause 0', 'resume 0']);
  });

  test('what a batch of an earlier generation has handled no longer counts', () => {
    push(0, 0, 2_001);
    const [old] = queues.take(1, 0);
    queues.clear();
    expect(flow).toEqual(['pause 0', 'resume 0']);
    push(0, 0, 5);
    queues.handled(old!.queue, old!.messages);
    expect(queues.size).toBe(5);
    expect(queues.takeHandled()).toEqual([]);
  });
});
