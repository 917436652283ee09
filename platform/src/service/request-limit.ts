import type { PlatformConfig } from '../config/index.ts';
import { createLocalRateLimiter, createRedisRateLimiter, type RateLimiter } from '../http/index.ts';
import type { Part } from '../lifecycle/index.ts';
import type { Logger } from '../telemetry/index.ts';

export interface RequestLimit {
  readonly rateLimiter: RateLimiter;
  readonly part: Part;
}

/** A limit on each caller's requests, where the configuration sets one: shared by Redis, where there is one. */
export function createRequestLimit(
  name: string,
  config: PlatformConfig,
  logger: Logger,
): RequestLimit | undefined {
  if (config.RATE_LIMIT_REQUESTS === undefined) return undefined;
  const policy = {
    name: 'caller',
    limit: config.RATE_LIMIT_REQUESTS,
    windowSeconds: config.RATE_LIMIT_WINDOW_MS / 1_000,
  };
  if (config.REDIS_URL === undefined) {
    return { rateLimiter: createLocalRateLimiter(policy), part: { name: 'rate-limits' } };
  }
  const shared = createRedisRateLimiter(policy, { url: config.REDIS_URL, prefix: name, logger });
  return { rateLimiter: shared, part: { name: 'rate-limits', stop: () => shared.close() } };
}
