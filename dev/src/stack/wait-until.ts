import { setTimeout as delay } from 'node:timers/promises';

/** What an attempt says: done, not yet, or (by throwing) never. */
export type Attempt = () => Promise<boolean>;

/**
 * Repeats `attempt` until it answers true. An attempt that throws counts as "not yet"; its last error is the
 * cause of the error at the end.
 * @throws Error naming `what` after `timeoutMs`; the reason of `signal` as soon as it aborts.
 */
export async function waitUntil(
  what: string,
  attempt: Attempt,
  options: { timeoutMs: number; intervalMs?: number; signal?: AbortSignal },
): Promise<void> {
  const deadline = performance.now() + options.timeoutMs;
  let cause: unknown;
  while (performance.now() < deadline) {
    options.signal?.throwIfAborted();
    try {
      if (await attempt()) return;
    } catch (error) {
      cause = error;
    }
    await pause(options.intervalMs ?? 100, options.signal);
  }
  throw new Error(`${what}: not ready after ${options.timeoutMs} ms`, { cause });
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(ms, undefined, signal ? { signal } : {});
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
