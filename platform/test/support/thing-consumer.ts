import type { AvroCodecOptions } from '../../src/avro/index.ts';
import { createDatabase, type OpenDatabase } from '../../src/db/index.ts';
import { inboxMigration } from '../../src/inbox/index.ts';
import { type Bus, createEventConsumer, type EventConsumer } from '../../src/kafka/index.ts';
import { createOutbox, createRelay, outboxMigration, type Relay } from '../../src/outbox/index.ts';
import { createTestCodec, thingHappened } from './things.ts';

export const consumerName = 'thinker';

/** Effects without a unique key: one that happens twice shows. */
const effectsMigration = {
  name: '0001_effects',
  up: 'create table effects (seq bigint generated always as identity, event_id uuid not null, thing_id text not null)',
};

export const migrations = [outboxMigration, inboxMigration, effectsMigration];

export interface ThingConsumer {
  readonly consumer: EventConsumer;
  readonly relay: Relay;
  readonly db: OpenDatabase;
  /** Names of the events that were logged. */
  readonly logged: string[];
  stop(): Promise<void>;
}

/** A consumer whose handler leaves an effect; an event that says `fail` makes it throw. */
export async function startThingConsumer(options: {
  readonly databaseUrl: string;
  readonly bus: Bus;
  readonly codec?: AvroCodecOptions;
  readonly batchSize?: number;
}): Promise<ThingConsumer> {
  const logged: string[] = [];
  const log = (_: object, event: string) => void logged.push(event);
  const logger = { info: log, warn: log, debug: () => undefined };
  const db = await createDatabase({ url: options.databaseUrl, applicationName: 'test', migrations });
  await db.migrate();
  const codec = createTestCodec(options.codec);
  const relay = createRelay({ databaseUrl: options.databaseUrl, bus: options.bus, logger });
  const outbox = createOutbox({ codec, source: 'test', onAppended: () => relay.wake() });
  const consumer = createEventConsumer({
    bus: options.bus,
    db,
    codec,
    outbox,
    consumer: consumerName,
    deadLetterPartitions: 3,
    logger,
    ...(options.batchSize === undefined ? {} : { batchSize: options.batchSize }),
    events: [thingHappened],
    handle: async (tx, events) => {
      if (events.some((event) => event.payload.effect === 'fail')) throw new TypeError('cannot think of it');
      await tx.query(
        'insert into effects (event_id, thing_id) select * from unnest($1::uuid[], $2::text[])',
        [events.map((event) => event.id), events.map((event) => event.payload.thingId)],
      );
    },
  });
  relay.start();
  consumer.start();
  return {
    consumer,
    relay,
    db,
    logged,
    async stop() {
      await consumer.stop();
      await relay.stop();
      await db.close();
    },
  };
}
