import type { PlatformConfig } from '../config/index.ts';
import { migrate } from '../db/index.ts';
import { runProcess } from '../lifecycle/index.ts';
import { createLogger } from '../telemetry/index.ts';
import { withPlatformTables } from './connections.ts';
import type { ServiceDefinition } from './definition.ts';
import { assembleService } from './start-service.ts';

/**
 * A service's `main.ts`: starts, and stops in good order on a signal. With the argument `migrate` it only brings the
 * database to its schema. Read the configuration with `loadConfigOrExit`, which names all its faults at once.
 */
export async function runService<Config extends PlatformConfig>(
  definition: ServiceDefinition<Config>,
  config: Config,
): Promise<void> {
  if (process.argv[2] === 'migrate') {
    const logger = createLogger({ service: definition.name, level: config.LOG_LEVEL });
    const applied = await migrate(config.DATABASE_URL, withPlatformTables(definition.migrations));
    logger.info({ applied }, 'database_migrated');
    return;
  }
  const { lifecycle, logger } = await assembleService(definition, config);
  await runProcess(lifecycle, logger);
}
