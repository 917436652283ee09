import type { Machine } from '../../prerequisites.mjs';
import { missingForLocal, missingPrerequisites } from '../../prerequisites.mjs';
import type { StackAddresses, StackKind } from './stack.ts';

/** A kind, or why none can be had (a text for a person). */
export type StackChoice = { readonly kind: StackKind } | { readonly problem: string };

/**
 * Servers that the environment names come first, then Docker, then processes of this machine. `ORPHEUS_STACK`
 * overrides. A half-named environment is refused: guessing would end in somebody's other database.
 */
export function chooseStack(environment: NodeJS.ProcessEnv, machine: Machine): StackChoice {
  const wanted = environment['ORPHEUS_STACK'];
  switch (wanted) {
    case undefined:
    case '':
      return byOrder(environment, machine);
    case 'env':
      return unnamed(environment).length === 0 ? { kind: 'env' } : { problem: halfNamed(environment) };
    case 'docker':
      return machine.docker
        ? { kind: 'docker' }
        : { problem: 'ORPHEUS_STACK=docker, but no Docker engine answers (with docker compose)' };
    case 'local': {
      const missing = missingForLocal(machine);
      return missing.length === 0
        ? { kind: 'local' }
        : { problem: `ORPHEUS_STACK=local, for which is missing: ${missing.join(', ')}` };
    }
    default:
      return { problem: `ORPHEUS_STACK is env, docker or local, not ${wanted}` };
  }
}

function byOrder(environment: NodeJS.ProcessEnv, machine: Machine): StackChoice {
  const missing = unnamed(environment).length;
  if (missing === 0) return { kind: 'env' };
  if (missing < ADDRESSES.length) return { problem: halfNamed(environment) };
  if (machine.docker) return { kind: 'docker' };
  const problem = missingPrerequisites(machine);
  return problem === undefined ? { kind: 'local' } : { problem };
}

/** The addresses that the environment names. @throws Error naming the missing ones. */
export function addressesFrom(environment: NodeJS.ProcessEnv): StackAddresses {
  const value = (name: keyof StackAddresses): string => {
    const found = environment[name];
    if (!found) throw new Error(halfNamed(environment));
    return found;
  };
  return {
    DATABASE_URL: value('DATABASE_URL'),
    KAFKA_BROKERS: value('KAFKA_BROKERS'),
    SCHEMA_REGISTRY_URL: value('SCHEMA_REGISTRY_URL'),
    REDIS_URL: value('REDIS_URL'),
  };
}

const ADDRESSES = ['DATABASE_URL', 'KAFKA_BROKERS', 'SCHEMA_REGISTRY_URL', 'REDIS_URL'] as const;

function unnamed(environment: NodeJS.ProcessEnv): string[] {
  return ADDRESSES.filter((name) => !environment[name]);
}

function halfNamed(environment: NodeJS.ProcessEnv): string {
  return (
    `servers named by the environment need all four variables; missing: ${unnamed(environment).join(', ')}. ` +
    'Set them too, unset the others, or say ORPHEUS_STACK=docker or ORPHEUS_STACK=local'
  );
}
