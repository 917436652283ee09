import { describe, expect, test } from '@jest/globals';
import { waitFor } from '../testing/wait-for.ts';
import { createWakeup } from './wakeup.ts';
import { createWorker } from './worker.ts';

describe('a wakeup', () => {
  test('a wake before the wait is not lost', async () => {
    const wakeup = createWakeup();
    wakeup.wake();
    await wakeup.orAfter(60_000);
  });

  test('ends a wait early, once', async () => {
    const wakeup = createWakeup();
    const waiting = wakeup.orAfter(60_000);
    wakeup.wake();
    await waiting;
    let ended = false;
    const next = wakeup.orAfter(30).then(() => {
      ended = true;
    });
    expect(ended).toBe(false);
    await next;
  });
});

describe('a worker', () => {
  const logger = { warn: () => undefined };

  test('goes on at once while there is more, and rests otherwise', async () => {
    let rounds = 0;
    const worker = createWorker({
      name: 'test',
      intervalMs: 60_000,
      logger,
      run: async () => {
        rounds += 1;
        return rounds < 3;
      },
    });
    worker.start();
    await waitFor(() => rounds === 3);
    worker.wake();
    await waitFor(() => rounds === 4);
    await worker.stop();
    expect(rounds).toBe(4);
  });

  test('survives a failed round and tells of it', async () => {
    const told: string[] = [];
    let rounds = 0;
    const worker = createWorker({
      name: 'test',
      intervalMs: 1,
      logger: { warn: (_, event) => void told.push(event) },
      run: async () => {
        rounds += 1;
        if (rounds === 1) throw new Error('away');
        return false;
      },
    });
    worker.start();
    await waitFor(() => rounds > 2);
    await worker.stop();
    expect(told).toEqual(['worker_round_failed']);
  });

  test('tells the round under way to stop, and waits for it', async () => {
    let ended = false;
    const worker = createWorker({
      name: 'test',
      intervalMs: 1,
      logger,
      run: (signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            ended = true;
            resolve(false);
          });
        }),
    });
    worker.start();
    await worker.stop();
    expect(ended).toBe(true);
  });
});
