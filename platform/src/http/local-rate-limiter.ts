import type { RateLimiter, RateLimitPolicy } from './rate-limit.ts';
import { decisionOf } from './rate-limit.ts';

interface Bucket {
  tokens: number;
  atMs: number;
}

/**
 * Token buckets in this process: each replica counts for itself. It remembers at most `maxKeys` callers (10,000 by
 * default); the one that was seen longest ago is forgotten first.
 */
export function createLocalRateLimiter(
  policy: RateLimitPolicy,
  { now = () => performance.now(), maxKeys = 10_000 }: { now?: () => number; maxKeys?: number } = {},
): RateLimiter {
  const buckets = new Map<string, Bucket>();
  const perMs = policy.limit / (policy.windowSeconds * 1_000);
  return {
    policy,
    take: (key) => {
      const atMs = now();
      const before = buckets.get(key) ?? { tokens: policy.limit, atMs };
      const tokens = Math.min(policy.limit, before.tokens + (atMs - before.atMs) * perMs);
      const allowed = tokens >= 1;
      const left = allowed ? tokens - 1 : tokens;
      // Taken out and put in again: the map's order is the order of use.
      buckets.delete(key);
      buckets.set(key, { tokens: left, atMs });
      const [oldest] = buckets.keys();
      if (buckets.size > maxKeys && oldest !== undefined) buckets.delete(oldest);
      return Promise.resolve(decisionOf(policy, allowed, left));
    },
  };
}
