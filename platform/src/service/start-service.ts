import type { PlatformConfig, ProcessRole } from '../config/index.ts';
import { createHealth, createHttpApp, createTokenVerifier, startHttpServer } from '../http/index.ts';
import { createLifecycle, type Lifecycle } from '../lifecycle/index.ts';
import { createLogger, createMetrics, type Logger } from '../telemetry/index.ts';
import { createCodec, openDatabase } from './connections.ts';
import type { ServiceDefinition } from './definition.ts';
import { createInboxPruner } from './housekeeping.ts';
import { createMessaging } from './messaging.ts';
import { createRequestLimit } from './request-limit.ts';

/** Options that only tests use. */
export interface ServiceTestOptions {
  /** An answer that does not fit its description becomes a 500. */
  readonly validateResponses?: boolean;
}

/** A service whose parts are built but not started. */
export interface AssembledService {
  readonly lifecycle: Lifecycle;
  readonly logger: Logger;
  /** Where it answers, once it has started. */
  url(): string;
}

/** A service that has started. */
export interface RunningService {
  readonly url: string;
  /** Stops in good order; false when a part did not end well. */
  stop(): Promise<boolean>;
}

/**
 * Builds a service out of its definition: database, messaging, workers and HTTP server by its roles, in the order in which
 * they start. Every process has the HTTP server, since health and metrics are asked for there; without the role `api` it
 * serves nothing else.
 */
export async function assembleService<Config extends PlatformConfig>(
  definition: ServiceDefinition<Config>,
  config: Config,
  options: ServiceTestOptions = {},
): Promise<AssembledService> {
  const { name, version, migrations } = definition;
  const logger = createLogger({ service: name, level: config.LOG_LEVEL });
  const lifecycle = createLifecycle({ logger, timeoutMs: config.SHUTDOWN_TIMEOUT_MS });
  const metrics = createMetrics(name);
  const health = createHealth();
  const db = await openDatabase(name, config, migrations, logger);
  const messaging = createMessaging({
    definition,
    config,
    db,
    codec: createCodec(config),
    logger,
    metrics,
    health,
  });
  const parts = definition.build({ config, logger, metrics, db, outbox: messaging.outbox });
  const runs = (role: ProcessRole) => config.ROLES.includes(role);

  lifecycle.add({
    name: 'database',
    start: async () => {
      if (!config.MIGRATE_ON_START) return;
      const applied = await db.migrate();
      if (applied.length > 0) logger.info({ applied }, 'database_migrated');
    },
    stop: () => db.close(),
  });
  health.addReadiness({
    name: 'database',
    check: async () => {
      const pending = await db.pendingMigrations();
      if (pending.length > 0) throw new Error(`migrations are missing: ${pending.join(', ')}`);
    },
  });
  if (parts.close) lifecycle.add({ name: 'parts', stop: parts.close });
  for (const part of messaging.parts(parts)) lifecycle.add(part);
  if (runs('worker')) {
    for (const worker of [createInboxPruner(db, logger), ...(parts.workers ?? [])]) lifecycle.add(worker);
  }
  const limit = createRequestLimit(name, config, logger);
  if (limit) lifecycle.add(limit.part);
  const app = createHttpApp({
    name,
    version,
    routes: runs('api') ? parts.routes : [],
    verifyToken: createTokenVerifier({
      jwksUrl: config.AUTH_JWKS_URL,
      issuer: config.AUTH_ISSUER,
      audience: config.AUTH_AUDIENCE,
    }),
    health,
    metrics,
    logger,
    ...(definition.bodyLimitBytes === undefined ? {} : { bodyLimitBytes: definition.bodyLimitBytes }),
    ...(limit ? { rateLimiter: limit.rateLimiter } : {}),
    ...(parts.mapError ? { mapError: parts.mapError } : {}),
    ...(options.validateResponses === undefined ? {} : { validateResponses: options.validateResponses }),
  });
  let server: Awaited<ReturnType<typeof startHttpServer>> | undefined;
  lifecycle.add({
    name: 'http',
    start: async () => {
      server = await startHttpServer(app, { port: config.PORT, host: config.HOST });
      logger.info({ port: server.port, roles: config.ROLES }, 'service_started');
    },
    stop: async (deadlineMs) => {
      health.drain();
      await server?.stop(Math.min(deadlineMs, 5_000));
    },
  });
  return { lifecycle, logger, url: () => `http://127.0.0.1:${server?.port ?? config.PORT}` };
}

/** Starts a service in this process; for tests. `runService` is for a process of its own. */
export async function startService<Config extends PlatformConfig>(
  definition: ServiceDefinition<Config>,
  config: Config,
  options: ServiceTestOptions = {},
): Promise<RunningService> {
  const { lifecycle, url } = await assembleService(definition, config, options);
  await lifecycle.start();
  return { url: url(), stop: () => lifecycle.stop() };
}
