import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ConfigError, loadConfig } from './load-config.ts';
import { platformConfig } from './platform-config.ts';
import { decimal, flag, integer, list, url } from './variables.ts';

const complete = {
  DATABASE_URL: 'postgres://orders:top-secret@db:5432/orders',
  KAFKA_BROKERS: 'a:9092, b:9092',
  SCHEMA_REGISTRY_URL: 'http://registry:8081',
  AUTH_JWKS_URL: 'https://id/jwks.json',
  AUTH_ISSUER: 'https://id',
};

function faultsOf(work: () => unknown): ConfigError {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('no ConfigError');
}

test('reads typed values and defaults; an empty variable is an absent one', () => {
  const config = loadConfig(platformConfig, { ...complete, PORT: '4003', REDIS_URL: '', ROLES: 'api,relay' });
  expect(config).toMatchObject({
    PORT: 4003,
    KAFKA_BROKERS: ['a:9092', 'b:9092'],
    ROLES: ['api', 'relay'],
    MIGRATE_ON_START: true,
    OUTBOX_POLL_INTERVAL_MS: 1_000,
  });
  expect(config.REDIS_URL).toBeUndefined();
});

test('names all faults at once and no value', () => {
  const error = faultsOf(() =>
    loadConfig(platformConfig, {
      ...complete,
      DATABASE_URL: 'mysql://root:top-secret@db/orders',
      AUTH_ISSUER: ' ',
      PORT: '70000',
      ROLES: 'api,cook',
      LOG_LEVEL: 'loud',
    }),
  );
  expect(error.faults.map((fault) => fault.variable).sort()).toEqual([
    'AUTH_ISSUER',
    'DATABASE_URL',
    'LOG_LEVEL',
    'PORT',
    'ROLES',
  ]);
  expect(error.message).toContain('AUTH_ISSUER: is required');
  expect(error.message).toContain('PORT: must be a whole number from 0 to 65535');
  expect(error.message).not.toMatch(/secret|cook|loud|70000/);
});

describe('variables', () => {
  const schema = z.object({
    COUNT: integer({ min: 1, max: 9 }),
    RATIO: decimal({ min: 0, max: 1 }),
    ON: flag(),
    LINK: url('https'),
    NAMES: list(z.string().min(1)),
  });

  test('that are well-formed', () => {
    const env = { COUNT: '9', RATIO: '0.15', ON: 'false', LINK: 'https://a/b', NAMES: 'x,y' };
    expect(loadConfig(schema, env)).toEqual({
      COUNT: 9,
      RATIO: 0.15,
      ON: false,
      LINK: 'https://a/b',
      NAMES: ['x', 'y'],
    });
  });

  test.each([
    ['COUNT', ['0', '10', '1.5', '0x1', '1e0', 'one']],
    ['RATIO', ['1.1', '-0.1', '.5', 'half']],
    ['ON', ['yes', '1', 'TRUE']],
    ['LINK', ['http://a', 'a', 'https:']],
    ['NAMES', ['x,,y']],
  ])('%s refuses %j', (name, values) => {
    for (const value of values) {
      const error = faultsOf(() =>
        loadConfig(schema, {
          COUNT: '1',
          RATIO: '1',
          ON: 'true',
          LINK: 'https://a',
          NAMES: 'x',
          [name]: value,
        }),
      );
      expect(error.faults.map((fault) => fault.variable)).toEqual([name]);
    }
  });
});
