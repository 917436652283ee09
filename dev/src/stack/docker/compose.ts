import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startGuarded } from '../guarded-process.ts';
import type { Layout } from '../layout.ts';
import type { Ports } from '../ports.ts';
import { readPorts, rememberedPorts } from '../ports.ts';
import { stackAnswers } from '../probe.ts';
import type { Report, Stack, StackAddresses } from '../stack.ts';

const run = promisify(execFile);

/**
 * The infrastructure of docker-compose.yml under a project name of this checkout, with its named volumes.
 * Containers that run already are used as they are, and left running.
 */
export async function startComposeStack(options: { layout: Layout; report: Report }): Promise<Stack> {
  const { layout } = options;
  const portFile = join(layout.data, 'docker-ports.json');
  const names = ['postgres', 'kafka', 'registry', 'redis'];
  const project = projectName(layout);
  const arguments_ = ['compose', '--project-name', project, '--file', composeFile(layout)];

  const running = (
    await run('docker', [...arguments_, 'ps', '--quiet', '--status', 'running'])
  ).stdout.trim();
  if (running !== '') {
    const addresses = addressesAt(await readPorts(portFile));
    await stackAnswers(addresses, { timeoutMs: 60_000 });
    options.report(`using the containers of ${project}, which run already`);
    return { kind: 'docker', addresses, stop: async () => undefined };
  }

  const ports = await rememberedPorts(portFile, names);
  // In the foreground and guarded: it stops its containers when it is told to end, and it is told so even when
  // we die.
  const compose = await startGuarded({
    name: 'docker compose',
    command: 'docker',
    args: ['compose', '--ansi', 'never', ...arguments_.slice(1), 'up', '--remove-orphans'],
    env: { ...process.env, ...portVariables(ports) },
    logFile: join(layout.logs, 'docker-compose.log'),
    graceSeconds: 60,
  });
  const addresses = addressesAt(ports);
  try {
    // Long, since the first start may have to pull the images.
    await stackAnswers(addresses, { timeoutMs: 600_000, signal: compose.gone });
  } catch (error) {
    await compose.stop();
    throw error;
  }
  return { kind: 'docker', addresses, stop: () => compose.stop() };
}

/** Removes this checkout's containers and volumes. */
export async function removeComposeStack(layout: Layout): Promise<void> {
  const arguments_ = ['compose', '--project-name', projectName(layout), '--file', composeFile(layout)];
  await run('docker', [...arguments_, 'down', '--volumes', '--remove-orphans']);
}

/** Of the folder that holds the data, so that two checkouts never meet. */
export function projectName(layout: Layout): string {
  return `orpheus-${createHash('sha256').update(layout.home).digest('hex').slice(0, 8)}`;
}

function composeFile(layout: Layout): string {
  return join(layout.checkout, 'docker-compose.yml');
}

function portVariables(ports: Ports): Record<string, string> {
  return Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [`${name.toUpperCase()}_PORT`, String(port)]),
  );
}

function addressesAt(ports: Ports): StackAddresses {
  const at = (name: string): string => `127.0.0.1:${ports[name]}`;
  return {
    DATABASE_URL: `postgres://postgres:orpheus@${at('postgres')}/postgres`,
    KAFKA_BROKERS: at('kafka'),
    SCHEMA_REGISTRY_URL: `http://${at('registry')}/apis/ccompat/v7`,
    REDIS_URL: `redis://${at('redis')}`,
  };
}
