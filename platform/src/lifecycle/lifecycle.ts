import type { Logger } from '../telemetry/logger.ts';

/** A part of a process with a beginning and an end. */
export interface Part {
  readonly name: string;
  start?(): Promise<void> | void;
  /** Ends in good order within `deadlineMs`, what is left of the shutdown's time. Not called if `start` failed. */
  stop?(deadlineMs: number): Promise<void> | void;
}

/** How a process starts and stops. */
export interface LifecycleOptions {
  readonly logger: Logger;
  /** How long the whole stop may take, milliseconds. */
  readonly timeoutMs: number;
}

/** The parts of a process in the order in which they depend on each other. */
export interface Lifecycle {
  /** Adds a part; those that were added before it start before it and stop after it. */
  add(part: Part): void;
  /** Starts all parts in order. When one fails, those that had started are stopped, and its error is thrown. */
  start(): Promise<void>;
  /**
   * Stops the started parts in reverse order. A part that fails or takes too long is logged, and the next one has its
   * turn all the same. Returns whether all ended well; calling it again gives the same promise.
   */
  stop(): Promise<boolean>;
}

async function withinDeadline(work: Promise<void>, deadlineMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`did not end within ${Math.round(deadlineMs)} ms`)),
      deadlineMs,
    );
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

// Even when a part has used up the time, the ones behind it get a moment to close their connections.
const leastMs = 250;

/** Parts that start in order and stop in reverse, each step timed and logged, under one deadline. */
export function createLifecycle({ logger, timeoutMs }: LifecycleOptions): Lifecycle {
  const parts: Part[] = [];
  const started: Part[] = [];
  let stopping: Promise<boolean> | undefined;

  const stopPart = async (part: Part, deadlineMs: number): Promise<boolean> => {
    const beganAt = performance.now();
    const durationMs = () => Math.round(performance.now() - beganAt);
    try {
      await withinDeadline(
        Promise.resolve().then(() => part.stop?.(deadlineMs)),
        deadlineMs,
      );
      logger.info({ part: part.name, durationMs: durationMs() }, 'part_stopped');
      return true;
    } catch (error) {
      logger.error({ part: part.name, durationMs: durationMs(), error }, 'part_stop_failed');
      return false;
    }
  };

  const stopAll = async (): Promise<boolean> => {
    const endAt = performance.now() + timeoutMs;
    let well = true;
    for (let part = started.pop(); part !== undefined; part = started.pop()) {
      well = (await stopPart(part, Math.max(endAt - performance.now(), leastMs))) && well;
    }
    return well;
  };

  const stop = (): Promise<boolean> => {
    stopping ??= stopAll();
    return stopping;
  };

  return {
    add: (part) => void parts.push(part),
    start: async () => {
      for (const part of parts) {
        // A signal during the start: what has started is being stopped, so nothing more may start.
        if (stopping !== undefined) return;
        const beganAt = performance.now();
        try {
          await part.start?.();
        } catch (error) {
          logger.error({ part: part.name, error }, 'part_start_failed');
          await stop();
          throw error;
        }
        logger.info({ part: part.name, durationMs: Math.round(performance.now() - beganAt) }, 'part_started');
        if (stopping !== undefined) {
          // Its start outlasted the stop: nobody else would end it.
          await stopPart(part, leastMs);
          return;
        }
        started.push(part);
      }
    },
    stop,
  };
}
