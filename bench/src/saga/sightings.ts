import { randomUUID } from 'node:crypto';
import type { TestSystem } from '@orpheus/dev/testing';
import { createKafkajsBus, eventType, headerText, type RawMessage } from '@orpheus/platform/kafka';
import { topics } from '@orpheus/schemas';
import type { Sighting } from './journey.ts';

/** What arrived of every order, seen by a consumer like that of any service. */
export interface Sightings {
  of(orderId: string): ReadonlyMap<string, Sighting>;
  close(): Promise<void>;
}

const watched = [topics.orders.name, topics.stock.name, topics.payments.name];
const nothing: ReadonlyMap<string, Sighting> = new Map();

/** Milliseconds since the epoch with fractions, by the clock that never jumps. */
export const preciseNow = (): number => performance.timeOrigin + performance.now();

export async function watchSightings(system: TestSystem): Promise<Sightings> {
  const byOrder = new Map<string, Map<string, Sighting>>();
  const bus = createKafkajsBus({
    brokers: system.stack.KAFKA_BROKERS.split(','),
    clientId: 'bench',
    topicPrefix: system.topicPrefix,
    logger: { warn: console.error, debug: () => undefined },
  });

  function note(message: RawMessage, arrivedAt: number): void {
    const orderId = message.key?.toString() ?? '';
    const type = eventType(message) ?? '';
    const steps = byOrder.get(orderId) ?? new Map<string, Sighting>();
    byOrder.set(orderId, steps);
    if (steps.has(type)) return;
    steps.set(type, { writtenAt: Date.parse(headerText(message.headers, 'ce_time') ?? ''), arrivedAt });
  }

  const assigned = Promise.withResolvers<void>();
  const groupId = `bench-${randomUUID()}`;
  const consumer = bus.createConsumer({
    groupId,
    topics: watched,
    onMessages: (_, messages) => {
      const arrivedAt = preciseNow();
      for (const message of messages) note(message, arrivedAt);
    },
    onAssignment: () => assigned.resolve(),
    onRebalancing: () => undefined,
    onCrash: assigned.reject,
  });
  await consumer.start();
  await assigned.promise;
  return {
    of: (orderId) => byOrder.get(orderId) ?? nothing,
    async close() {
      await consumer.stop();
      const admin = await bus.connectAdmin();
      await admin.deleteGroup(groupId).catch(() => undefined);
      await admin.close();
    },
  };
}
