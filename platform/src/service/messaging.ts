import type { EventCodec } from '../avro/index.ts';
import type { PlatformConfig, ProcessRole } from '../config/index.ts';
import type { OpenDatabase } from '../db/index.ts';
import type { Health } from '../http/index.ts';
import { type Bus, type EventConsumer, watchReplica } from '../kafka/index.ts';
import type { Part } from '../lifecycle/index.ts';
import {
  createAppendNotifier,
  createOutbox,
  createRelay,
  type RawOutbox,
  type Relay,
} from '../outbox/index.ts';
import type { Logger, Metrics } from '../telemetry/index.ts';
import { connectBus } from './connections.ts';
import type { ServiceDefinition, ServiceParts } from './definition.ts';
import { watchSchemas } from './schema-readiness.ts';
import { consumerMetrics, outboxGauges, relayMetrics } from './service-metrics.ts';

export interface MessagingOptions<Config extends PlatformConfig> {
  readonly definition: ServiceDefinition<Config>;
  readonly config: Config;
  readonly db: OpenDatabase;
  readonly codec: EventCodec;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly health: Health;
}

export interface Messaging {
  readonly outbox: RawOutbox;
  /** Relay, schema ids and consumer, as this process's roles want them, in the order of their start. */
  parts(service: ServiceParts): readonly Part[];
}

// A loop that has not come round for this long hangs, and only a restart helps.
const stalledAfterMs = 60_000;

/** The half of a service that faces the broker. */
export function createMessaging<Config extends PlatformConfig>(options: MessagingOptions<Config>): Messaging {
  const { definition, config, db, codec, logger, metrics, health } = options;
  const runs = (role: ProcessRole) => config.ROLES.includes(role);
  const bus = connectBus(definition.name, config, logger);
  const relay = runs('relay') ? ownRelay() : undefined;
  const notifier = createAppendNotifier(db);
  const outbox = createOutbox({
    codec,
    source: definition.name,
    // The relay beside us needs no notice; one in another process does.
    onAppended: () => (relay?.isOwner ? relay.wake() : notifier.notify()),
  });
  outboxGauges(metrics, db);

  function ownRelay(): Relay {
    return createRelay({
      databaseUrl: config.DATABASE_URL,
      bus,
      logger,
      metrics: relayMetrics(metrics),
      batchSize: config.OUTBOX_BATCH_SIZE,
      pollIntervalMs: config.OUTBOX_POLL_INTERVAL_MS,
      sendTimeoutMs: config.OUTBOX_SEND_TIMEOUT_MS,
    });
  }

  function relayPart(started: Relay): Part {
    health.addLiveness({
      name: 'relay',
      check: () => {
        if (Date.now() - started.lastTurnAt > stalledAfterMs)
          throw new Error('the relay does not come round');
      },
    });
    return { name: 'relay', start: () => started.start(), stop: () => started.stop() };
  }

  function schemaPart(service: ServiceParts): Part {
    const schemas = watchSchemas(
      codec,
      [...definition.publishes, ...(service.consumer?.definitions ?? [])],
      logger,
    );
    health.addReadiness({ name: 'schemas', check: schemas.check });
    return schemas.worker;
  }

  function consumerPart(consumer: NonNullable<ServiceParts['consumer']>): Part {
    const started: EventConsumer = consumer.create({
      bus,
      db,
      codec,
      outbox,
      consumer: definition.name,
      deadLetterPartitions: definition.deadLetterPartitions ?? 12,
      logger,
      metrics: consumerMetrics(metrics),
    });
    health.addLiveness({
      name: 'consumer',
      check: () => {
        if (started.state === 'crashed') throw new Error('the consumer crashed for good');
      },
    });
    return { name: 'consumer', start: () => started.start(), stop: () => started.stop() };
  }

  return {
    outbox,
    parts: (service) => [
      ...(relay ? [relayPart(relay)] : []),
      schemaPart(service),
      ...(service.consumer && runs('consumer') ? [consumerPart(service.consumer)] : []),
      ...(service.consumer
        ? [replicaPart(bus, service.consumer.stateTopics, definition.name, logger, health)]
        : []),
    ],
  };
}

/** The replica's table is shared: a process without the consumer waits for it all the same. */
function replicaPart(
  bus: Bus,
  topics: readonly string[],
  consumer: string,
  logger: Logger,
  health: Health,
): Part {
  let stop: () => void = () => undefined;
  let isCaughtUp = () => false;
  health.addReadiness({
    name: 'replica',
    check: () => {
      if (!isCaughtUp()) throw new Error('the replica has not caught up with its topics');
    },
  });
  return {
    name: 'replica',
    start: () => {
      const readiness = watchReplica({ bus, consumer, topics, logger });
      isCaughtUp = readiness.isCaughtUp;
      stop = readiness.stop;
    },
    stop: () => stop(),
  };
}
