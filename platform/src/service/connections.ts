import { createAvroCodec, type EventCodec } from '../avro/index.ts';
import type { PlatformConfig } from '../config/index.ts';
import { createDatabase, type Migration, type OpenDatabase } from '../db/index.ts';
import { inboxMigration } from '../inbox/index.ts';
import { type Bus, createKafkajsBus } from '../kafka/index.ts';
import { outboxMigration } from '../outbox/index.ts';
import type { Logger } from '../telemetry/index.ts';

/** The platform's own tables come before those of the service. */
export const withPlatformTables = (migrations: readonly Migration[]): readonly Migration[] => [
  outboxMigration,
  inboxMigration,
  ...migrations,
];

export function openDatabase(
  name: string,
  config: PlatformConfig,
  migrations: readonly Migration[],
  logger: Logger,
): Promise<OpenDatabase> {
  return createDatabase({
    url: config.DATABASE_URL,
    applicationName: name,
    poolSize: config.DATABASE_POOL_SIZE,
    migrations: withPlatformTables(migrations),
    onConnectionLost: (error) => logger.warn({ error }, 'database_connection_lost'),
  });
}

export function connectBus(name: string, config: PlatformConfig, logger: Logger): Bus {
  return createKafkajsBus({
    brokers: config.KAFKA_BROKERS,
    clientId: name,
    topicPrefix: config.KAFKA_TOPIC_PREFIX,
    logger,
  });
}

export function createCodec(config: PlatformConfig): EventCodec {
  return createAvroCodec({ registryUrl: config.SCHEMA_REGISTRY_URL });
}
