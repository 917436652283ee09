import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createLocalRateLimiter, createRedisRateLimiter } from '../../src/http/index.ts';
import { createLogger } from '../../src/telemetry/index.ts';
import { httpClient, waitFor } from '../../src/testing/index.ts';
import { listNotes, putNote, startTestApp } from './support/test-app.ts';

const policy = { name: 'default', limit: 3, windowSeconds: 60 };
const lines: string[] = [];
const logger = createLogger({
  service: 't',
  level: 'info',
  destination: { write: (line) => void lines.push(line) },
});

test('each caller has a limit of his own, and is told', async () => {
  const app = await startTestApp([putNote, listNotes], { rateLimiter: createLocalRateLimiter(policy) });
  const path = '/v1/notes/0199c000-0000-7000-8000-000000000000';
  const ann = httpClient(app.url, await app.issuer.token({ sub: 'ann', roles: ['admin'] }));
  const bob = httpClient(app.url, await app.issuer.token({ sub: 'bob', roles: ['admin'] }));
  const put = (client: typeof ann) => client.request('PUT', path, { body: { text: 'a' } });
  const first = await put(ann);
  expect(first.headers.get('ratelimit-policy')).toBe('"default";q=3;w=60');
  expect(first.headers.get('ratelimit')).toBe('"default";r=2;t=20');
  await put(ann);
  await put(ann);
  const refused = await put(ann);
  expect(refused).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(15);
  expect((await put(bob)).status).toBe(200);
  expect((await app.anonymous.get('/health/live')).headers.has('ratelimit')).toBe(false);
  await app.close();
});

describe('in Redis', () => {
  const url = process.env['REDIS_URL']!;

  test('replicas share the bucket', async () => {
    const prefix = `test-${randomUUID()}`;
    const open = () => createRedisRateLimiter({ ...policy, limit: 20 }, { url, prefix, logger });
    const limiters = [open(), open()];
    const linesWith = (event: string) => lines.filter((line) => line.includes(event)).length;
    await waitFor(async () => {
      await Promise.all(limiters.map((limiter) => limiter.take('warm-up')));
      return linesWith('rate_limit_shared') === linesWith('rate_limit_local');
    });
    const decisions = await Promise.all(
      Array.from({ length: 40 }, (_, index) => limiters[index % 2]!.take('ann')),
    );
    expect(decisions.filter((decision) => decision.allowed)).toHaveLength(20);
    expect(Math.min(...decisions.map((decision) => decision.remaining))).toBe(0);
    await Promise.all(limiters.map((limiter) => limiter.close()));
  });

  test('a local bucket takes over while Redis is away', async () => {
    const limiter = createRedisRateLimiter(policy, { url: 'redis://127.0.0.1:1', prefix: 'test', logger });
    const decisions = [];
    for (let n = 0; n < 5; n += 1) decisions.push((await limiter.take('ann')).allowed);
    expect(decisions).toEqual([true, true, true, false, false]);
    await limiter.close();
  });
});
