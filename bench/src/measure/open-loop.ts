import { setTimeout as delay } from 'node:timers/promises';

export interface Load {
  readonly perSecond: number;
  readonly seconds: number;
}

/**
 * Fires at a fixed rate, whatever the answers take, and tells each call when it was due (`performance.now()`): latencies
 * are counted from then, so that a slow answer cannot hide behind the requests that it held up (coordinated omission).
 * Resolves when all have ended. Rejects with the first failure, and fires nothing after it.
 */
export async function openLoop(load: Load, fire: (dueAt: number) => Promise<void>): Promise<void> {
  const { perSecond, seconds } = load;
  const startedAt = performance.now();
  const total = Math.round(perSecond * seconds);
  const running: Promise<void>[] = [];
  const failures: unknown[] = [];
  for (let index = 0; index < total && failures.length === 0; index += 1) {
    const dueAt = startedAt + (index * 1_000) / perSecond;
    const early = dueAt - performance.now();
    if (early > 0) await delay(early);
    running.push(fire(dueAt).catch((error: unknown) => void failures.push(error)));
  }
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
}
