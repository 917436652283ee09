import { expect, test } from '@jest/globals';
import { serviceEnvironment } from './service-environment.ts';

const parts = {
  stack: {
    DATABASE_URL: 'postgres://superuser@db/postgres',
    KAFKA_BROKERS: 'broker:9092',
    SCHEMA_REGISTRY_URL: 'http://registry',
    REDIS_URL: 'redis://redis',
  },
  databaseUrl: 'postgres://orders@db/orders',
  port: 4003,
  jwksUrl: 'http://issuer/jwks',
  topicPrefix: 't1.',
  more: { LOG_LEVEL: 'warn' },
};

test('a service gets its own database, never the superuser', () => {
  const environment = serviceEnvironment({}, parts);
  expect(environment['DATABASE_URL']).toBe('postgres://orders@db/orders');
  expect(JSON.stringify(environment)).not.toContain('superuser');
});

test("somebody's shell configures nothing but where programs are found", () => {
  const environment = serviceEnvironment({ PATH: '/bin', LOG_LEVEL: 'debug', SECRET: 'x' }, parts);
  expect(environment).toMatchObject({
    PATH: '/bin',
    LOG_LEVEL: 'warn',
    PORT: '4003',
    KAFKA_TOPIC_PREFIX: 't1.',
  });
  expect(environment).not.toHaveProperty('SECRET');
});
