import { randomUUID } from 'node:crypto';
import type { Bus, RawMessage } from './bus.ts';

/**
 * Everything that is on a topic now, in order within each partition. It reads as a group of its own that commits nothing
 * and is removed afterwards. Meant for topics that fit in memory: dead letters, tests.
 */
export async function readTopic(bus: Bus, topic: string): Promise<readonly RawMessage[]> {
  const admin = await bus.connectAdmin();
  try {
    const ends = await admin.ends([topic]);
    const missing = new Map(
      ends.filter((each) => each.high > each.low).map((each) => [each.partition, each.high]),
    );
    if (missing.size === 0) return [];
    const groupId = `reader-${randomUUID()}`;
    const messages = await readUntil(bus, topic, groupId, missing);
    await admin.deleteGroup(groupId);
    return messages;
  } finally {
    await admin.close();
  }
}

async function readUntil(
  bus: Bus,
  topic: string,
  groupId: string,
  missing: Map<number, bigint>,
): Promise<readonly RawMessage[]> {
  const read: RawMessage[] = [];
  const done = Promise.withResolvers<void>();
  const consumer = bus.createConsumer({
    groupId,
    topics: [topic],
    onMessages: ({ partition }, messages) => {
      read.push(...messages);
      const last = messages.at(-1);
      if (last !== undefined && last.offset + 1n >= (missing.get(partition) ?? 0n)) missing.delete(partition);
      if (missing.size === 0) done.resolve();
    },
    onAssignment: () => undefined,
    onRebalancing: () => undefined,
    onCrash: done.reject,
  });
  await consumer.start();
  try {
    await done.promise;
  } finally {
    await consumer.stop();
  }
  return read.sort((a, b) => a.partition - b.partition || Number(a.offset - b.offset));
}
