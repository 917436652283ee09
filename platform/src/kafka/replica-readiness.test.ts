import { expect, test } from '@jest/globals';
import { hasReached } from './replica-readiness.ts';

const end = (partition: number, low: bigint, high: bigint) => ({ topic: 't', partition, low, high });
const at = (partition: number, offset: bigint) => ({ topic: 't', partition, offset });

test('a replica has caught up when every partition with messages is committed to its end', () => {
  const goal = [end(0, 0n, 5n), end(1, 3n, 3n), end(2, 0n, 0n)];
  expect(hasReached([], goal)).toBe(false);
  expect(hasReached([at(0, 4n)], goal)).toBe(false);
  expect(hasReached([at(0, 5n)], goal)).toBe(true);
  expect(hasReached([at(0, 9n)], goal)).toBe(true);
  expect(hasReached([], [end(1, 3n, 3n)])).toBe(true);
});
