import { randomUUIDv7 } from 'node:crypto';
import type { EventCodec } from '../avro/codec.ts';
import type { EventDefinition } from '../events/definition.ts';
import type { NewEvent } from '../events/new-event.ts';
import type { ReceivedEvent, ReceivedOf } from '../events/received-event.ts';
import type { RawMessage } from '../kafka/bus.ts';
import { createInterpreter } from '../kafka/interpret.ts';
import { encodeEvent } from '../outbox/encode-event.ts';
import type { TestKafka } from './kafka.ts';
import { waitFor } from './wait-for.ts';

/** Plays the services around the one under test: publishes their events and watches what comes back. */
export interface TestPeer {
  /** Publishes an event; without a cause it is its own beginning. Returns its id and resolves once the broker has it. */
  publish<D extends EventDefinition>(
    event: Omit<NewEvent<D>, 'cause'> & { readonly cause?: NewEvent<D>['cause']; readonly id?: string },
  ): Promise<string>;
  /** All events of a type that came so far, of one key if given. */
  received<D extends EventDefinition>(definition: D, key?: string): readonly ReceivedOf<D>[];
  /** Waits until there are at least `count` of them. */
  waitForEvents<D extends EventDefinition>(
    definition: D,
    key: string | undefined,
    count?: number,
  ): Promise<readonly ReceivedOf<D>[]>;
  /** Every message as it came, tombstones and dead letters included. */
  readonly messages: readonly RawMessage[];
  close(): Promise<void>;
}

export async function createTestPeer(options: {
  readonly kafka: TestKafka;
  readonly codec: EventCodec;
  /** What is watched, and decoded. */
  readonly watch: readonly EventDefinition[];
  /** Further topics that are watched without decoding, e.g. `orders.dlq`. */
  readonly watchRaw?: readonly string[];
  readonly source?: string;
}): Promise<TestPeer> {
  const { kafka, codec, watch, watchRaw = [] } = options;
  const interpret = createInterpreter({ codec, events: watch, states: [] });
  const events: ReceivedEvent[] = [];
  const messages: RawMessage[] = [];
  const topics = [...new Set([...watch.map((each) => each.topic), ...watchRaw])];
  const assigned = Promise.withResolvers<void>();
  let turn = Promise.resolve();
  const consumer = kafka.bus.createConsumer({
    groupId: `peer-${randomUUIDv7()}`,
    topics,
    onMessages: (_, batch) => {
      messages.push(...batch);
      turn = turn.then(async () => {
        for (const raw of batch) {
          if (watchRaw.includes(raw.topic)) continue;
          const interpreted = await interpret(raw);
          if (interpreted.kind === 'event') events.push(interpreted.event);
        }
      });
    },
    onAssignment: () => assigned.resolve(),
    onRebalancing: () => undefined,
    onCrash: assigned.reject,
  });
  if (topics.length > 0) {
    await consumer.start();
    await assigned.promise;
  }
  const producer = await kafka.bus.connectProducer();

  function received<D extends EventDefinition>(definition: D, key?: string): readonly ReceivedOf<D>[] {
    return events.filter(
      (each): each is ReceivedOf<D> & ReceivedEvent =>
        each.type === definition.type && (key === undefined || each.key === key),
    );
  }

  return {
    async publish({ id = randomUUIDv7(), cause, ...event }) {
      const { topic, ...message } = await encodeEvent(
        codec,
        { ...event, cause: cause ?? { causationId: id, correlationId: event.key } },
        { id, occurredAt: new Date(), source: options.source ?? 'peer' },
      );
      await producer.send([{ topic, messages: [message] }], 10_000);
      return id;
    },
    received,
    async waitForEvents(definition, key, count = 1) {
      await waitFor(() => received(definition, key).length >= count, { timeoutMs: 20_000 });
      return received(definition, key);
    },
    messages,
    async close() {
      await producer.close();
      if (topics.length > 0) await consumer.stop();
    },
  };
}
