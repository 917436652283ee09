import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { StartedTestContainer } from 'testcontainers';
import { GenericContainer, Wait } from 'testcontainers';
import { startGuarded } from '../guarded-process.ts';
import type { Layout } from '../layout.ts';
import { pick } from '../ports.ts';
import { stackAnswers } from '../probe.ts';
import type { Report, Stack } from '../stack.ts';
import { IMAGES, INITDB_ARGS, kafkaEnvironment } from './images.ts';

const LABEL = 'orpheus.run';

/** Throw-away containers for a test run, each without durability and gone at the end. */
export async function startContainerStack(options: { layout: Layout; report: Report }): Promise<Stack> {
  const label = { [LABEL]: randomUUID() };
  // Our own guard does the clean-up, also after a SIGKILL, so that no further image has to be pulled for it.
  process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';
  const remover = await startGuarded({
    name: 'the remover of containers',
    command: 'sh',
    args: ['-c', REMOVE_ON_TERM, 'remover', `${LABEL}=${label[LABEL]}`],
    logFile: join(options.layout.logs, 'test-containers.log'),
    graceSeconds: 60,
  });

  // Readiness is asked of the servers themselves below; testcontainers only has to start them.
  const container = (image: string): GenericContainer =>
    new GenericContainer(image).withLabels(label).withWaitStrategy(Wait.forSuccessfulCommand('true'));
  const kafkaPort = await pick();
  const starting: Promise<StartedTestContainer>[] = [
    container(IMAGES.postgres)
      .withEnvironment({ POSTGRES_PASSWORD: 'orpheus', POSTGRES_INITDB_ARGS: INITDB_ARGS })
      .withCommand(postgresSettings)
      .withExposedPorts(5432)
      .start(),
    container(IMAGES.kafka)
      .withEnvironment(kafkaEnvironment(kafkaPort))
      .withExposedPorts({ container: 9092, host: kafkaPort })
      .start(),
    container(IMAGES.registry).withExposedPorts(8080).start(),
    container(IMAGES.redis).withExposedPorts(6379).start(),
  ];
  const outcomes = await Promise.allSettled(starting);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const [postgres, kafka, registry, redis] = started;
  if (failed !== undefined || !postgres || !kafka || !registry || !redis) {
    await remover.stop();
    throw failed?.reason ?? new Error('a container is missing');
  }

  const at = (container: StartedTestContainer, port: number): string =>
    `${container.getHost()}:${container.getMappedPort(port)}`;
  const addresses = {
    DATABASE_URL: `postgres://postgres:orpheus@${at(postgres, 5432)}/postgres`,
    KAFKA_BROKERS: `127.0.0.1:${kafkaPort}`,
    SCHEMA_REGISTRY_URL: `http://${at(registry, 8080)}/apis/ccompat/v7`,
    REDIS_URL: `redis://${at(redis, 6379)}`,
  };
  try {
    await stackAnswers(addresses, { timeoutMs: 180_000 });
  } catch (error) {
    await remover.stop();
    throw error;
  }
  return { kind: 'docker', addresses, stop: () => remover.stop() };
}

const REMOVE_ON_TERM =
  'trap "docker ps --all --quiet --filter label=$1 | xargs -r docker rm --force --volumes; exit 0" TERM; ' +
  'while :; do sleep 3600 & wait $!; done';

const postgresSettings = [
  'postgres',
  ...['max_connections=300', 'fsync=off', 'full_page_writes=off', 'synchronous_commit=off'].flatMap(
    (setting) => ['-c', setting],
  ),
];
