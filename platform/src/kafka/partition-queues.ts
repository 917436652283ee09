import type { RawMessage, TopicOffset, TopicPartition } from './bus.ts';

/** What one partition has delivered and nobody has handled yet. */
export interface PartitionQueue extends TopicPartition {
  readonly messages: RawMessage[];
  paused: boolean;
  /** Milliseconds since the epoch before which nothing is taken, after a passing failure. */
  blockedUntil: number;
  attempts: number;
  highWatermark: bigint;
}

/** The head of one partition's queue, taken but not yet removed. */
export interface Taken {
  readonly queue: PartitionQueue;
  readonly messages: readonly RawMessage[];
}

export interface FlowControl {
  pause(partition: TopicPartition): void;
  resume(partition: TopicPartition): void;
}

const pauseAbove = 2_000;
const resumeBelow = 500;

/**
 * Buffers between the fetches and the transactions: a partition that runs ahead is paused alone, one that is blocked keeps
 * its place, and what was handled is remembered until it is committed.
 */
export class PartitionQueues {
  readonly #flow: FlowControl;
  #queues = new Map<string, PartitionQueue>();
  #handled = new Map<string, TopicOffset>();

  constructor(flow: FlowControl) {
    this.#flow = flow;
  }

  push({ topic, partition }: TopicPartition, messages: readonly RawMessage[], highWatermark: bigint): void {
    const key = `${topic}:${partition}`;
    let queue = this.#queues.get(key);
    if (queue === undefined) {
      queue = { topic, partition, messages: [], paused: false, blockedUntil: 0, attempts: 0, highWatermark };
      this.#queues.set(key, queue);
    }
    queue.messages.push(...messages);
    queue.highWatermark = highWatermark;
    if (!queue.paused && queue.messages.length > pauseAbove) {
      queue.paused = true;
      this.#flow.pause(queue);
    }
  }

  /** Up to `limit` messages from the heads of the queues, shared out evenly so that no partition starves the others. */
  take(limit: number, at: number): readonly Taken[] {
    const ready = [...this.#queues.values()].filter(
      (each) => each.messages.length > 0 && each.blockedUntil <= at,
    );
    const taken: Taken[] = [];
    let room = limit;
    let left = ready.length;
    for (const queue of ready.sort((a, b) => a.messages.length - b.messages.length)) {
      const share = Math.min(queue.messages.length, Math.max(1, Math.floor(room / left)));
      if (room === 0) break;
      taken.push({ queue, messages: queue.messages.slice(0, share) });
      room -= share;
      left -= 1;
    }
    return taken;
  }

  /** Milliseconds until the first blocked partition may be tried again; undefined when none is blocked. */
  nextTry(at: number): number | undefined {
    const times = [...this.#queues.values()]
      .filter((each) => each.messages.length > 0 && each.blockedUntil > at)
      .map((each) => each.blockedUntil - at);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** Removes what was handled; nothing happens for a queue of an earlier generation. */
  handled(queue: PartitionQueue, messages: readonly RawMessage[]): void {
    const key = `${queue.topic}:${queue.partition}`;
    const last = messages.at(-1);
    if (last === undefined || this.#queues.get(key) !== queue) return;
    queue.messages.splice(0, messages.length);
    queue.attempts = 0;
    this.#handled.set(key, { topic: queue.topic, partition: queue.partition, offset: last.offset + 1n });
    if (queue.paused && queue.messages.length < resumeBelow) {
      queue.paused = false;
      this.#flow.resume(queue);
    }
  }

  /** The offsets to commit since the last call. */
  takeHandled(): readonly TopicOffset[] {
    const offsets = [...this.#handled.values()];
    this.#handled = new Map();
    return offsets;
  }

  /** Puts offsets back whose commit failed, unless newer ones have come. */
  putBack(offsets: readonly TopicOffset[]): void {
    for (const each of offsets) {
      const key = `${each.topic}:${each.partition}`;
      if (!this.#handled.has(key) && this.#queues.has(key)) this.#handled.set(key, each);
    }
  }

  /** A new generation of the group: everything uncommitted comes again. */
  clear(): void {
    for (const queue of this.#queues.values()) if (queue.paused) this.#flow.resume(queue);
    this.#queues = new Map();
    this.#handled = new Map();
  }

  get size(): number {
    let size = 0;
    for (const queue of this.#queues.values()) size += queue.messages.length;
    return size;
  }
}
