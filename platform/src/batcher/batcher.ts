/** How a batcher flushes. */
export interface BatcherOptions<Item, Answer> {
  /** The most items of one flush. */
  readonly maxItems: number;
  /**
   * Handles the items together and returns one answer for each, in their order. When it throws, every item is flushed
   * again alone, so that one bad item never fails its neighbours: a flush must therefore be all or nothing.
   */
  flush(items: readonly Item[]): Promise<readonly Answer[]>;
  /** Says whether a failure lies in the items (so that trying each alone helps); otherwise all of them are rejected with it. */
  isItemFault?(error: unknown): boolean;
}

/** Gathers what arrives while a flush runs into the next one. */
export interface Batcher<Item, Answer> {
  /** Resolves with this item's answer once the flush that holds it has ended. */
  add(item: Item): Promise<Answer>;
  /** Resolves when nothing waits and nothing runs. */
  idle(): Promise<void>;
}

interface Waiting<Item, Answer> {
  readonly item: Item;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/**
 * While one flush runs, what arrives waits and goes together in the next: an idle system answers at once, a busy one
 * batches by itself, and there is no timer to tune. The idea is group commit, as databases do it for their log.
 */
export function createBatcher<Item, Answer>(options: BatcherOptions<Item, Answer>): Batcher<Item, Answer> {
  const waiting: Waiting<Item, Answer>[] = [];
  let idleCallbacks: (() => void)[] = [];
  let running = false;

  async function flushTogether(batch: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await options.flush(batch.map((each) => each.item));
      if (answers.length !== batch.length) {
        throw new Error(`flush answered ${answers.length} of ${batch.length} items`);
      }
      batch.forEach((each, index) => {
        each.resolve(answers[index] as Answer);
      });
    } catch (error) {
      const splittable = batch.length > 1 && (options.isItemFault?.(error) ?? true);
      if (!splittable) {
        for (const each of batch) each.reject(error);
        return;
      }
      for (const each of batch) await flushTogether([each]);
    }
  }

  async function run(): Promise<void> {
    running = true;
    // A turn of the event loop: what arrives in the same tick shares the first flush.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      await flushTogether(waiting.splice(0, options.maxItems));
    }
    running = false;
    const callbacks = idleCallbacks;
    idleCallbacks = [];
    for (const callback of callbacks) callback();
  }

  return {
    add: (item) =>
      new Promise<Answer>((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (!running) void run();
      }),
    idle: () => (running ? new Promise<void>((resolve) => idleCallbacks.push(resolve)) : Promise.resolve()),
  };
}
