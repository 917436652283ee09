import type { Bus, PartitionEnds, TopicOffset } from './bus.ts';

export interface ReplicaReadiness {
  /** True once the group has handled everything that was on the topics at the start. */
  isCaughtUp(): boolean;
  stop(): void;
}

export interface ReplicaReadinessOptions {
  readonly bus: Bus;
  readonly consumer: string;
  readonly topics: readonly string[];
  readonly logger: { info(fields: object, event: string): void; debug(fields: object, event: string): void };
  readonly pollIntervalMs?: number;
}

/**
 * Watches the group's committed offsets until they have reached the ends that the topics had at the start. The group's and
 * not this member's: the replica is a table that all members share, and each handles only some of the partitions.
 */
export function watchReplica(options: ReplicaReadinessOptions): ReplicaReadiness {
  const { bus, consumer, topics, logger } = options;
  let caughtUp = topics.length === 0;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let goal: readonly PartitionEnds[] | undefined;

  async function look(): Promise<void> {
    const admin = await bus.connectAdmin();
    try {
      goal ??= await admin.ends(topics);
      caughtUp = hasReached(await admin.committed(consumer, topics), goal);
    } finally {
      await admin.close().catch(() => undefined);
    }
  }

  function poll(): void {
    look()
      .catch((error: unknown) => logger.debug({ error }, 'replica_unknown'))
      .finally(() => {
        if (caughtUp) logger.info({ topics }, 'replica_caught_up');
        else if (!stopped) timer = setTimeout(poll, options.pollIntervalMs ?? 250);
      });
  }

  if (!caughtUp) poll();
  return {
    isCaughtUp: () => caughtUp,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** A partition without a message (none written, or all compacted away) has nothing to catch up with. */
export function hasReached(committed: readonly TopicOffset[], goal: readonly PartitionEnds[]): boolean {
  const offsets = new Map(committed.map((each) => [`${each.topic}:${each.partition}`, each.offset]));
  return goal.every(
    (each) => each.low === each.high || (offsets.get(`${each.topic}:${each.partition}`) ?? 0n) >= each.high,
  );
}
