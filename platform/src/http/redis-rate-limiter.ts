import { Redis } from 'ioredis';
import type { Logger } from '../telemetry/logger.ts';
import { createLocalRateLimiter } from './local-rate-limiter.ts';
import type { RateLimitDecision, RateLimiter, RateLimitPolicy } from './rate-limit.ts';
import { decisionOf } from './rate-limit.ts';

/** A limiter with a connection. */
export interface SharedRateLimiter extends RateLimiter {
  close(): Promise<void>;
}

// One round trip, atomic; Redis' own clock, so that replicas with different clocks agree.
const takeScript = `
local limit = tonumber(ARGV[1])
local window_ms = tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = tonumber(bucket[1]) or limit
local at = tonumber(bucket[2]) or now
tokens = math.min(limit, tokens + math.max(0, now - at) * limit / window_ms)
local allowed = 0
if tokens >= 1 then
  tokens = tokens - 1
  allowed = 1
end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', now)
redis.call('PEXPIRE', KEYS[1], window_ms)
return { allowed, tostring(tokens) }
`;

function parseAnswer(policy: RateLimitPolicy, answer: unknown): RateLimitDecision {
  if (!Array.isArray(answer)) throw new Error('the rate limit script gave no list');
  const [allowed, tokens]: readonly unknown[] = answer;
  return decisionOf(policy, allowed === 1, Number(tokens));
}

/**
 * Token buckets in Redis, shared by all replicas. While Redis is away or slower than 100 ms, buckets of this process take
 * over: a limit that is a little wrong is better than an API that fails. `prefix` keeps services apart.
 */
export function createRedisRateLimiter(
  policy: RateLimitPolicy,
  options: { readonly url: string; readonly prefix: string; readonly logger: Logger },
): SharedRateLimiter {
  const local = createLocalRateLimiter(policy);
  const redis = new Redis(options.url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 100,
    connectTimeout: 2_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
  let shared = true;
  const setShared = (value: boolean, fields: object): void => {
    if (shared === value) return;
    shared = value;
    if (value) options.logger.info(fields, 'rate_limit_shared');
    else options.logger.warn(fields, 'rate_limit_local');
  };
  // Without a listener ioredis writes each failed connect to the console.
  redis.on('error', (error: Error) => setShared(false, { error }));
  const window = policy.windowSeconds * 1_000;
  return {
    policy,
    take: async (key) => {
      try {
        const name = `${options.prefix}:rate:${policy.name}:${key}`;
        const decision = parseAnswer(policy, await redis.eval(takeScript, 1, name, policy.limit, window));
        setShared(true, {});
        return decision;
      } catch (error) {
        setShared(false, { error });
        return local.take(key);
      }
    },
    close: () => {
      redis.disconnect();
      return Promise.resolve();
    },
  };
}
