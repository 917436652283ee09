import { inspectMachine } from '../../prerequisites.mjs';
import { addressesFrom, chooseStack } from './choose-stack.ts';
import { startComposeStack } from './docker/compose.ts';
import type { Layout } from './layout.ts';
import { startLocalStack } from './local/index.ts';
import { stackAnswers } from './probe.ts';
import { type Purpose, type Report, type Stack, StackUnavailableError } from './stack.ts';

export interface StackOptions {
  readonly layout: Layout;
  readonly purpose: Purpose;
  readonly environment: NodeJS.ProcessEnv;
  readonly report: Report;
}

/**
 * Brings up PostgreSQL, Kafka, the registry and Redis, ready to be used, in the first way that is open here.
 * @throws StackUnavailableError when none is.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const choice = chooseStack(options.environment, await inspectMachine());
  if ('problem' in choice) throw new StackUnavailableError(choice.problem);
  switch (choice.kind) {
    case 'env':
      return useNamedServers(options.environment);
    case 'docker':
      return options.purpose === 'development' ? startComposeStack(options) : startContainers(options);
    case 'local':
      return startLocalStack(options);
  }
}

async function useNamedServers(environment: NodeJS.ProcessEnv): Promise<Stack> {
  const addresses = addressesFrom(environment);
  await stackAnswers(addresses, { timeoutMs: 20_000 });
  return { kind: 'env', addresses, stop: async () => undefined };
}

async function startContainers(options: StackOptions): Promise<Stack> {
  // Loaded here only: it is large, and most runs do without it.
  const { startContainerStack } = await import('./docker/containers.ts');
  return startContainerStack(options);
}
