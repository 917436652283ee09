import type { PlatformConfig } from '../config/index.ts';
import type { Migration, OpenDatabase } from '../db/index.ts';
import type { EventDefinition } from '../events/index.ts';
import type { MapError, Route } from '../http/index.ts';
import type { EventConsumer, EventConsumerOptions } from '../kafka/event-consumer.ts';
import { createEventConsumer } from '../kafka/event-consumer.ts';
import type { Outbox } from '../outbox/index.ts';
import type { Logger, Metrics } from '../telemetry/index.ts';
import type { Worker } from '../worker/index.ts';

/** What the platform gives a service to build its parts with. */
export interface ServiceContext<Config extends PlatformConfig> {
  readonly config: Config;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly db: OpenDatabase;
  readonly outbox: Outbox;
}

type OwnConsumerOptions = 'events' | 'handle' | 'stateTopics' | 'batchSize';

/** A consumer that lacks only what the platform adds. */
export interface ServiceConsumer {
  readonly definitions: readonly EventDefinition[];
  readonly stateTopics: readonly string[];
  create(shared: Omit<EventConsumerOptions<readonly EventDefinition[]>, OwnConsumerOptions>): EventConsumer;
}

/** Binds the events that a service consumes to its handler, and keeps their types together. */
export function consumerOf<const Definitions extends readonly EventDefinition[]>(
  own: Pick<EventConsumerOptions<Definitions>, OwnConsumerOptions>,
): ServiceConsumer {
  const states = (own.stateTopics ?? []).map((each) => each.definition);
  return {
    definitions: [...own.events, ...states],
    stateTopics: states.map((each) => each.topic),
    create: (shared) => createEventConsumer({ ...shared, ...own }),
  };
}

/** The parts that make one service different from another. */
export interface ServiceParts {
  readonly routes: readonly Route[];
  readonly mapError?: MapError;
  readonly consumer?: ServiceConsumer;
  readonly workers?: readonly Worker[];
  /** Frees what the parts opened, after everything that uses it has stopped. */
  close?(): Promise<void>;
}

export interface ServiceDefinition<Config extends PlatformConfig> {
  /** Database name, consumer group and CloudEvents source are called by it. */
  readonly name: string;
  readonly version: string;
  readonly migrations: readonly Migration[];
  /** The events that it appends: their schemas must be registered before it is ready. */
  readonly publishes: readonly EventDefinition[];
  /** Largest request body; 1 MiB by default. */
  readonly bodyLimitBytes?: number;
  /** Partitions of its dead letter topic. */
  readonly deadLetterPartitions?: number;
  build(context: ServiceContext<Config>): ServiceParts;
}
