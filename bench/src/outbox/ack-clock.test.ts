import { expect, test } from '@jest/globals';
import { createAckClock } from './ack-clock.ts';

test('an event counts once both have answered, whoever was first', () => {
  const clock = createAckClock();
  clock.committed('a', 0, 10);
  expect(clock.summary().dueToAck.count).toBe(0);
  clock.acked('a', 14);
  clock.acked('b', 20);
  clock.committed('b', 12, 21);
  const { commitToAck, dueToAck } = clock.summary();
  expect(commitToAck.count).toBe(2);
  expect(commitToAck.max).toBeCloseTo(4, 1);
  expect(dueToAck.mean).toBeCloseTo(11, 1);
  expect(dueToAck.max).toBeCloseTo(14, 1);
});
