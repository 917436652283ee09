/** So many requests per caller. */
export interface RateLimitPolicy {
  readonly name: string;
  /** Requests per window; also the most at once. */
  readonly limit: number;
  readonly windowSeconds: number;
}

/** Whether a request may pass, and what is left. */
export interface RateLimitDecision {
  readonly allowed: boolean;
  /** Requests that would pass right now. */
  readonly remaining: number;
  /** Seconds until the bucket is full again. */
  readonly resetSeconds: number;
  /** Seconds until the next request would pass; 0 if one would now. */
  readonly retryAfterSeconds: number;
}

/** Counts requests by key (the caller). Never rejects. */
export interface RateLimiter {
  readonly policy: RateLimitPolicy;
  take(key: string): Promise<RateLimitDecision>;
}

/** What a bucket that holds `tokens` after the request means for its caller. */
export function decisionOf(policy: RateLimitPolicy, allowed: boolean, tokens: number): RateLimitDecision {
  const perSecond = policy.limit / policy.windowSeconds;
  return {
    allowed,
    remaining: Math.max(0, Math.floor(tokens)),
    resetSeconds: Math.ceil((policy.limit - tokens) / perSecond),
    retryAfterSeconds: tokens >= 1 ? 0 : Math.ceil((1 - tokens) / perSecond),
  };
}

/** The response headers of the IETF draft: `RateLimit-Policy: "default";q=100;w=60` and `RateLimit: "default";r=9;t=3`. */
export function rateLimitHeaders(
  policy: RateLimitPolicy,
  decision: RateLimitDecision,
): Record<string, string> {
  return {
    'ratelimit-policy': `"${policy.name}";q=${policy.limit};w=${policy.windowSeconds}`,
    ratelimit: `"${policy.name}";r=${decision.remaining};t=${decision.resetSeconds}`,
  };
}
