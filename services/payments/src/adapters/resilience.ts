import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  SamplingBreaker,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';

export interface ResilienceOptions {
  readonly timeoutMs: number;
  /** Further tries within one call, for a failure on the way or a 5xx. */
  readonly retries: number;
  readonly maxInFlight: number;
  /** How long an open breaker lets nothing through. */
  readonly breakMs: number;
  /** Calls a second below which the breaker never opens. */
  readonly breakerMinimumRps: number;
}

export interface Resilience {
  run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  onBreakerChange(told: (open: boolean) => void): void;
}

/** Says that the call was not made at all. */
export function wasNotSent(error: unknown): boolean {
  return error instanceof BrokenCircuitError || error instanceof BulkheadRejectedError;
}

/**
 * Around each call, from the outside: a bulkhead (no more in flight than that), retries with jitter, a breaker over the
 * last 10 s (opens at half failed), a timeout for each try.
 */
export function createResilience(options: ResilienceOptions): Resilience {
  const onTheWay = handleWhen((error) => !wasNotSent(error));
  const breaker = circuitBreaker(onTheWay, {
    halfOpenAfter: options.breakMs,
    breaker: new SamplingBreaker({
      threshold: 0.5,
      duration: 10_000,
      minimumRps: options.breakerMinimumRps,
    }),
  });
  const policy = wrap(
    bulkhead(options.maxInFlight),
    retry(onTheWay, {
      maxAttempts: options.retries,
      backoff: new ExponentialBackoff({ initialDelay: 50, maxDelay: 1_000 }),
    }),
    breaker,
    timeout(options.timeoutMs, TimeoutStrategy.Aggressive),
  );
  return {
    run: (work) => policy.execute(({ signal }) => work(signal)),
    onBreakerChange: (told) => {
      breaker.onBreak(() => told(true));
      breaker.onReset(() => told(false));
    },
  };
}
