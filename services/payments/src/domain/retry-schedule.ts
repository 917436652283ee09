/** Exponential backoff between attempts at the provider. */
export interface RetrySchedule {
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
}

/**
 * How long to wait after the given attempt (counted from 1). Half of the delay is fixed and half is random, so that
 * payments that failed together do not come back together. `random` is in [0, 1).
 */
export function delayAfterAttempt(attempt: number, schedule: RetrySchedule, random: number): number {
  const full = Math.min(schedule.maxDelayMs, schedule.firstDelayMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(full / 2 + (full / 2) * random);
}
