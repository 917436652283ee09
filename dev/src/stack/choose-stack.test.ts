import { expect, test } from '@jest/globals';
import { chooseStack } from './choose-stack.ts';

const nothing = { docker: false, java: undefined, maven: false };
const everything = { docker: true, java: 21, maven: true };
const named = {
  DATABASE_URL: 'postgres://a',
  KAFKA_BROKERS: 'b:9092',
  SCHEMA_REGISTRY_URL: 'http://c',
  REDIS_URL: 'redis://d',
};

function problemOf(environment: NodeJS.ProcessEnv, machine: typeof everything | typeof nothing): string {
  const choice = chooseStack(environment, machine);
  if (!('problem' in choice)) throw new Error(`${choice.kind} was chosen`);
  return choice.problem;
}

test('named servers come before Docker, Docker before local processes', () => {
  expect(chooseStack(named, everything)).toEqual({ kind: 'env' });
  expect(chooseStack({}, everything)).toEqual({ kind: 'docker' });
  expect(chooseStack({}, { ...everything, docker: false })).toEqual({ kind: 'local' });
});

test('ORPHEUS_STACK overrides', () => {
  expect(chooseStack({ ...named, ORPHEUS_STACK: 'docker' }, everything)).toEqual({ kind: 'docker' });
  expect(chooseStack({ ...named, ORPHEUS_STACK: 'local' }, everything)).toEqual({ kind: 'local' });
  expect(chooseStack({ ...named, ORPHEUS_STACK: 'env' }, nothing)).toEqual({ kind: 'env' });
  expect(problemOf({ ORPHEUS_STACK: 'podman' }, everything)).toContain('podman');
});

test('what was asked for and cannot be had is refused, not replaced', () => {
  expect(problemOf({ ORPHEUS_STACK: 'docker' }, { ...everything, docker: false })).toContain(
    'no Docker engine',
  );
  expect(problemOf({ ORPHEUS_STACK: 'local' }, { ...everything, java: 11 })).toContain('java is 11');
  expect(problemOf({ ORPHEUS_STACK: 'env' }, everything)).toContain('DATABASE_URL, KAFKA_BROKERS');
});

test('a half-named environment is refused, with what is missing', () => {
  const problem = problemOf({ DATABASE_URL: 'postgres://somebody-else' }, everything);
  expect(problem).toContain('missing: KAFKA_BROKERS, SCHEMA_REGISTRY_URL, REDIS_URL');
  expect(problem).not.toContain('somebody-else');
});

test('a machine with nothing is told both ways', () => {
  const problem = problemOf({}, nothing);
  expect(problem).toContain('https://docs.docker.com/get-docker/');
  expect(problem).toContain('apt-get install openjdk-17-jre-headless maven');
});
