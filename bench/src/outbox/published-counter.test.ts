import { expect, test } from '@jest/globals';
import { createPublishedCounter } from './published-counter.ts';

test('waits end in their turn', async () => {
  const counter = createPublishedCounter();
  const ended: number[] = [];
  const waits = [3, 5].map((until) => counter.reaches(until).then(() => ended.push(until)));
  counter.published(3);
  await waits[0];
  expect(ended).toEqual([3]);
  counter.published(4);
  await waits[1];
  expect(counter.count).toBe(7);
  await counter.reaches(7);
});

test('a failed send ends the measurement', async () => {
  const counter = createPublishedCounter();
  const wait = counter.reaches(1);
  counter.sendFailed();
  await expect(wait).rejects.toThrow('a send failed');
});
