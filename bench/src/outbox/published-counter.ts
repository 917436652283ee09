import type { RelayMetrics } from '@orpheus/platform/outbox';

/** Counts what a relay published, so that one can wait for it without asking the table. */
export interface PublishedCounter extends RelayMetrics {
  readonly count: number;
  /** Resolves as soon as so many were published; rejects when a send fails before. */
  reaches(count: number): Promise<void>;
  /** Resolves when the relay owns the outbox. */
  readonly owned: Promise<void>;
}

interface Waiting {
  readonly until: number;
  resolve(): void;
  reject(error: Error): void;
}

export function createPublishedCounter(
  onCommitToAck: (seconds: number) => void = () => undefined,
): PublishedCounter {
  const owned = Promise.withResolvers<void>();
  let count = 0;
  let waiting: Waiting[] = [];
  return {
    get count() {
      return count;
    },
    owned: owned.promise,
    reaches: (until) =>
      count >= until
        ? Promise.resolve()
        : new Promise((resolve, reject) => waiting.push({ until, resolve, reject })),
    published(events) {
      count += events;
      const reached = waiting.filter((each) => count >= each.until);
      waiting = waiting.filter((each) => count < each.until);
      for (const each of reached) each.resolve();
    },
    commitToAck: onCommitToAck,
    // A measurement in which a send failed would mean nothing.
    sendFailed() {
      const failed = waiting;
      waiting = [];
      for (const each of failed) each.reject(new Error('a send failed while it was measured'));
    },
    owner(owns) {
      if (owns) owned.resolve();
    },
  };
}
