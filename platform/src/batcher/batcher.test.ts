import { describe, expect, test } from '@jest/globals';
import { createBatcher } from './batcher.ts';

describe('a batcher', () => {
  test('gathers what arrives while a flush runs into the next one', async () => {
    const flushes: number[][] = [];
    const gate = Promise.withResolvers<void>();
    const batcher = createBatcher<number, number>({
      maxItems: 100,
      flush: async (items) => {
        flushes.push([...items]);
        if (flushes.length === 1) await gate.promise;
        return items.map((each) => each * 10);
      },
    });
    const first = batcher.add(1);
    await new Promise((resolve) => setImmediate(resolve));
    const others = [batcher.add(2), batcher.add(3)];
    gate.resolve();
    expect(await Promise.all([first, ...others])).toEqual([10, 20, 30]);
    expect(flushes).toEqual([[1], [2, 3]]);
  });

  test('what arrives in the same tick shares the first flush, up to the limit', async () => {
    const sizes: number[] = [];
    const batcher = createBatcher<number, number>({
      maxItems: 2,
      flush: async (items) => {
        sizes.push(items.length);
        return items;
      },
    });
    await Promise.all([1, 2, 3].map((each) => batcher.add(each)));
    expect(sizes).toEqual([2, 1]);
  });

  test('one bad item never fails its neighbours', async () => {
    const batcher = createBatcher<number, number>({
      maxItems: 10,
      flush: async (items) => {
        if (items.includes(13)) throw new RangeError('unlucky');
        return items;
      },
    });
    const answers = await Promise.allSettled([1, 13, 2].map((each) => batcher.add(each)));
    expect(answers.map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  test('a failure that lies outside the items rejects all of them, without trying each alone', async () => {
    let flushes = 0;
    const batcher = createBatcher<number, number>({
      maxItems: 10,
      isItemFault: () => false,
      flush: async () => {
        flushes += 1;
        throw new Error('the database is away');
      },
    });
    const answers = await Promise.allSettled([1, 2, 3].map((each) => batcher.add(each)));
    expect(answers.every((each) => each.status === 'rejected')).toBe(true);
    expect(flushes).toBe(1);
  });

  test('a flush that does not answer for every item is a fault', async () => {
    const batcher = createBatcher<number, number>({ maxItems: 10, flush: async () => [] });
    await expect(batcher.add(1)).rejects.toThrow('flush answered 0 of 1 items');
  });

  test('says when it is idle, and works again afterwards', async () => {
    const batcher = createBatcher<number, number>({ maxItems: 10, flush: async (items) => items });
    await batcher.idle();
    const answer = batcher.add(1);
    await batcher.idle();
    expect(await answer).toBe(1);
    expect(await batcher.add(2)).toBe(2);
  });
});
