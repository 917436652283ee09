import { EventEmitter } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { createLifecycle, runProcess } from './index.ts';

function setUp(timeoutMs = 1_000) {
  const events: string[] = [];
  const write = (...args: unknown[]) => void events.push(String(args.at(-1)));
  const logger = {
    debug: write,
    info: write,
    warn: write,
    error: write,
    fatal: write,
    child: () => logger,
  };
  const calls: string[] = [];
  const lifecycle = createLifecycle({ logger, timeoutMs });
  const add = (name: string, overrides: { start?: () => Promise<void>; stop?: () => Promise<void> } = {}) =>
    lifecycle.add({
      name,
      start: async () => {
        calls.push(`+${name}`);
        await overrides.start?.();
      },
      stop: async () => {
        calls.push(`-${name}`);
        await overrides.stop?.();
      },
    });
  return { events, logger, calls, lifecycle, add };
}

const never = () => new Promise<void>(() => undefined);

describe('a lifecycle', () => {
  test('starts in order and stops in reverse, once', async () => {
    const { lifecycle, add, calls } = setUp();
    for (const name of ['db', 'relay', 'http']) add(name);
    await lifecycle.start();
    expect(await Promise.all([lifecycle.stop(), lifecycle.stop()])).toEqual([true, true]);
    expect(calls).toEqual(['+db', '+relay', '+http', '-http', '-relay', '-db']);
  });

  test('stops what had started when a part does not start', async () => {
    const { lifecycle, add, calls } = setUp();
    add('db');
    add('relay', { start: () => Promise.reject(new Error('no broker')) });
    add('http');
    await expect(lifecycle.start()).rejects.toThrow('no broker');
    expect(calls).toEqual(['+db', '+relay', '-db']);
  });

  test('a part that hangs or fails does not keep the others from stopping', async () => {
    const { lifecycle, add, calls, events } = setUp(50);
    add('db');
    add('relay', { stop: () => Promise.reject(new Error('no')) });
    add('http', { stop: never });
    await lifecycle.start();
    expect(await lifecycle.stop()).toBe(false);
    expect(calls.slice(3)).toEqual(['-http', '-relay', '-db']);
    expect(events.filter((event) => event === 'part_stop_failed')).toHaveLength(2);
  });

  test('stopped while it starts: nothing more starts, and the late one is stopped too', async () => {
    const { lifecycle, add, calls } = setUp();
    const { promise, resolve } = Promise.withResolvers<void>();
    add('db');
    add('consumer', { start: () => promise });
    add('http');
    const started = lifecycle.start();
    await new Promise((done) => setImmediate(done));
    await lifecycle.stop();
    resolve();
    await started;
    expect(calls).toEqual(['+db', '+consumer', '-db', '-consumer']);
  });
});

describe('a process', () => {
  function start(stop?: () => Promise<void>) {
    const parts = setUp(100);
    parts.add('part', stop === undefined ? {} : { stop });
    const events = new EventEmitter();
    const { promise: exited, resolve: exit } = Promise.withResolvers<number>();
    return { ...parts, signals: events, exited, port: { events, exit } };
  }

  test('ends with 0 on SIGTERM', async () => {
    const { lifecycle, logger, port, signals, exited, calls } = start();
    await runProcess(lifecycle, logger, port);
    signals.emit('SIGTERM', 'SIGTERM');
    expect(await exited).toBe(0);
    expect(calls).toEqual(['+part', '-part']);
  });

  test('ends at once on a second signal', async () => {
    const { lifecycle, logger, port, signals, exited, events } = start(never);
    await runProcess(lifecycle, logger, port);
    signals.emit('SIGINT', 'SIGINT');
    signals.emit('SIGINT', 'SIGINT');
    expect(await exited).toBe(1);
    expect(events).toContain('process_forced');
  });

  test.each(['unhandledRejection', 'uncaughtException'])(
    'ends in good order with 1 after an %s',
    async (fault) => {
      const { lifecycle, logger, port, signals, exited, calls } = start();
      await runProcess(lifecycle, logger, port);
      signals.emit(fault, new Error('forgotten'));
      expect(await exited).toBe(1);
      expect(calls).toEqual(['+part', '-part']);
    },
  );

  test('ends with 1 when it cannot start', async () => {
    const { lifecycle, logger, port, exited, add } = start();
    add('broken', { start: () => Promise.reject(new Error('no')) });
    await runProcess(lifecycle, logger, port);
    expect(await exited).toBe(1);
  });
});
