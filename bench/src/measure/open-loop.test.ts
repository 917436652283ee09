import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { openLoop } from './open-loop.ts';

test('calls are due at even distances, however slow they are', async () => {
  const due: number[] = [];
  await openLoop({ perSecond: 200, seconds: 0.1 }, async (dueAt) => {
    due.push(dueAt);
    await delay(50);
  });
  expect(due).toHaveLength(20);
  const gaps = due.slice(1).map((at, index) => at - (due[index] ?? 0));
  for (const gap of gaps) expect(gap).toBeCloseTo(5, 6);
});

test('the first failure ends it', async () => {
  let calls = 0;
  const load = openLoop({ perSecond: 1_000, seconds: 5 }, async () => {
    calls += 1;
    throw new Error(`call ${calls}`);
  });
  await expect(load).rejects.toThrow('call 1');
  expect(calls).toBeLessThan(5_000);
});
