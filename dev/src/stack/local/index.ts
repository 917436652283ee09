import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Layout } from '../layout.ts';
import { rememberedPorts } from '../ports.ts';
import type { Purpose, Report, Stack } from '../stack.ts';
import { fetchArtifacts } from './artifacts.ts';
import { claimFolder, releaseFolder, removeAbandoned, writeClaim } from './claim.ts';
import { startKafka } from './kafka.ts';
import type { LocalServer } from './local-server.ts';
import { startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';
import { startRegistry } from './registry.ts';

/** The four servers as processes of this machine, side by side. One that fails takes the others down with it. */
export async function startLocalStack(options: {
  layout: Layout;
  purpose: Purpose;
  report: Report;
}): Promise<Stack> {
  const { layout, purpose } = options;
  const data =
    purpose === 'development' ? developmentFolder(layout) : join(layout.data, `test-${process.pid}`);
  await removeAbandoned(layout.data, 'test-');
  await claimFolder(data);
  const artifacts = await fetchArtifacts(layout.cache, options.report);
  const names = ['postgres', 'kafka', 'controller', 'registry', 'redis'] as const;
  const ports = await rememberedPorts(join(data, 'ports.json'), names);
  const port = (name: (typeof names)[number]): number => ports[name] ?? 0;
  const common = (name: string) => ({
    data: join(data, name),
    logFile: join(layout.logs, `${purpose}-${name}.log`),
    durable: purpose === 'development',
  });

  const starting: Promise<LocalServer>[] = [
    startPostgres({ ...common('postgres'), port: port('postgres') }),
    startKafka({
      ...common('kafka'),
      port: port('kafka'),
      controllerPort: port('controller'),
      classPath: artifacts.kafkaClassPath,
    }),
    startRegistry({ ...common('registry'), port: port('registry'), jar: artifacts.registryJar }),
    startRedis({ ...common('redis'), port: port('redis'), program: artifacts.redisServer }),
  ];
  const outcomes = await Promise.allSettled(starting);
  const servers = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.process.stop()));
    await (purpose === 'test' ? rm(data, { recursive: true, force: true }) : releaseFolder(data));
  };
  await writeClaim(
    data,
    servers.map((server) => server.process.pid),
  );
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  const [postgres, kafka, registry, redis] = servers;
  if (!postgres || !kafka || !registry || !redis) throw new Error('a server is missing');
  return {
    kind: 'local',
    addresses: {
      DATABASE_URL: postgres.url,
      KAFKA_BROKERS: kafka.url,
      SCHEMA_REGISTRY_URL: registry.url,
      REDIS_URL: redis.url,
    },
    stop,
  };
}

/** Where the data of `npm start` and `npm run stack` lies. */
export function developmentFolder(layout: Layout): string {
  return join(layout.data, 'development');
}
