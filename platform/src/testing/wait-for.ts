import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits until the condition holds, looking every `intervalMs` (20 by default); a condition that throws does not hold yet.
 * Rejects after `timeoutMs` (10,000 by default) with the condition's last error, or its source text.
 */
export async function waitFor(
  condition: () => boolean | Promise<boolean>,
  options: { readonly timeoutMs?: number; readonly intervalMs?: number } = {},
): Promise<void> {
  const { timeoutMs = 10_000, intervalMs = 20 } = options;
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    let lastError: unknown;
    try {
      if (await condition()) return;
    } catch (error) {
      lastError = error;
    }
    if (Date.now() > deadline) {
      throw new Error(`not within ${timeoutMs} ms: ${condition.toString()}`, { cause: lastError });
    }
    await delay(intervalMs);
  }
}
