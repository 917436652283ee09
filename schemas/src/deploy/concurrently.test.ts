import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { concurrently } from './concurrently.ts';

test('at most the limit runs at once, and results keep the order', async () => {
  let running = 0;
  let most = 0;
  const results = await concurrently([5, 1, 4, 2, 3], 2, async (turns) => {
    running += 1;
    most = Math.max(most, running);
    for (let turn = 0; turn < turns; turn += 1) await setImmediate();
    running -= 1;
    return turns * 10;
  });
  expect(results).toEqual([50, 10, 40, 20, 30]);
  expect(most).toBe(2);
});

test('a failure fails the whole', async () => {
  const work = async (item: number) => {
    if (item === 2) throw new Error('two');
    return item;
  };
  await expect(concurrently([1, 2, 3], 2, work)).rejects.toThrow('two');
});
