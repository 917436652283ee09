import { expect, test } from '@jest/globals';
import { createLocalRateLimiter } from './local-rate-limiter.ts';

test('a bucket empties by requests, fills with time, and never over its limit', async () => {
  let nowMs = 0;
  const limiter = createLocalRateLimiter({ name: 'p', limit: 2, windowSeconds: 10 }, { now: () => nowMs });
  expect(await limiter.take('a')).toEqual({
    allowed: true,
    remaining: 1,
    resetSeconds: 5,
    retryAfterSeconds: 0,
  });
  expect(await limiter.take('a')).toEqual({
    allowed: true,
    remaining: 0,
    resetSeconds: 10,
    retryAfterSeconds: 5,
  });
  expect(await limiter.take('a')).toMatchObject({ allowed: false, retryAfterSeconds: 5 });
  nowMs += 4_000;
  expect(await limiter.take('a')).toMatchObject({ allowed: false, retryAfterSeconds: 1 });
  nowMs += 1_000;
  expect(await limiter.take('a')).toMatchObject({ allowed: true, remaining: 0 });
  nowMs += 1_000_000;
  expect(await limiter.take('a')).toMatchObject({ allowed: true, remaining: 1 });
});

test('forgets the caller that it saw longest ago', async () => {
  const limiter = createLocalRateLimiter(
    { name: 'p', limit: 1, windowSeconds: 1_000 },
    { now: () => 0, maxKeys: 2 },
  );
  for (const key of ['a', 'b', 'a', 'c']) await limiter.take(key);
  expect((await limiter.take('a')).allowed).toBe(false);
  expect((await limiter.take('b')).allowed).toBe(true);
});
