import { z } from 'zod';
import { flag, integer, list, url } from './variables.ts';

const milliseconds = (min: number) => integer({ min, max: 86_400_000 });

const roles = ['api', 'consumer', 'relay', 'worker'] as const;

/** A part of a service that a process can run. */
export type ProcessRole = (typeof roles)[number];

/**
 * The variables that every service has. A service adds its own by `platformConfig.extend({ ... })`, and its default
 * port the same way: `PORT: integer({ min: 0, max: 65_535 }).default(4003)`.
 */
export const platformConfig = z.object({
  HOST: z.string().default('0.0.0.0'),
  /** 0 takes a free one. */
  PORT: integer({ max: 65_535 }).default(0),
  DATABASE_URL: url('postgres', 'postgresql'),
  DATABASE_POOL_SIZE: integer({ min: 1, max: 200 }).default(10),
  MIGRATE_ON_START: flag().default(true),
  KAFKA_BROKERS: list(
    z.string().regex(/^[\w.-]+:\d{1,5}$/, 'must be host:port, several separated by commas'),
  ),
  KAFKA_TOPIC_PREFIX: z
    .string()
    .regex(/^[\w.-]{0,64}$/, 'must be at most 64 letters, digits, dots, dashes or underscores')
    .default(''),
  SCHEMA_REGISTRY_URL: url('http', 'https'),
  /** Rate limits are local to the process without it. */
  REDIS_URL: url('redis', 'rediss').optional(),
  /** Requests that one caller may make in RATE_LIMIT_WINDOW_MS; no limit without it. */
  RATE_LIMIT_REQUESTS: integer({ min: 1, max: 1_000_000 }).optional(),
  RATE_LIMIT_WINDOW_MS: milliseconds(100).default(60_000),
  AUTH_JWKS_URL: url('http', 'https'),
  AUTH_ISSUER: z.string(),
  AUTH_AUDIENCE: z.string().default('orpheus'),
  /** The parts that this process runs. */
  ROLES: list(z.enum(roles, `must be some of ${roles.join(', ')}`)).default([...roles]),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .default('info'),
  OUTBOX_POLL_INTERVAL_MS: milliseconds(10).default(1_000),
  OUTBOX_BATCH_SIZE: integer({ min: 1, max: 10_000 }).default(500),
  OUTBOX_SEND_TIMEOUT_MS: milliseconds(100).default(3_000),
  SHUTDOWN_TIMEOUT_MS: milliseconds(100).default(10_000),
});

/** What `loadConfig(platformConfig, env)` gives. */
export type PlatformConfig = z.output<typeof platformConfig>;
