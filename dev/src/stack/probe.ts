import { Redis } from 'ioredis';
import kafkajs from 'kafkajs';
import pg from 'pg';
import type { StackAddresses } from './stack.ts';
import { waitUntil } from './wait-until.ts';

/** Resolves when all four servers answer. @throws Error naming the first that does not in time. */
export async function stackAnswers(
  at: StackAddresses,
  options: { timeoutMs: number; signal?: AbortSignal },
): Promise<void> {
  const patient = { ...options, intervalMs: 250 };
  await Promise.all([
    waitUntil('PostgreSQL (DATABASE_URL)', () => postgresIsReady(at.DATABASE_URL), patient),
    waitUntil('Kafka (KAFKA_BROKERS)', () => brokerIsReady(at.KAFKA_BROKERS), patient),
    waitUntil('the registry (SCHEMA_REGISTRY_URL)', () => registryIsReady(at.SCHEMA_REGISTRY_URL), patient),
    waitUntil('Redis (REDIS_URL)', () => redisIsReady(at.REDIS_URL), patient),
  ]);
}

/** Whether PostgreSQL answers a query at `url`. Throws what went wrong otherwise. */
export async function postgresIsReady(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Whether the broker serves clients. A fresh broker accepts connections before its coordinators are loaded, and
 * the first producer and the first group would meet errors: both coordinators are asked for here.
 */
export async function brokerIsReady(brokers: string): Promise<boolean> {
  const kafka = new kafkajs.Kafka({
    clientId: 'orpheus-probe',
    brokers: brokers.split(','),
    logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: 2_000,
    retry: { initialRetryTime: 100, maxRetryTime: 500, retries: 5 },
  });
  const producer = kafka.producer({ idempotent: true });
  const admin = kafka.admin();
  try {
    await admin.connect();
    await admin.listTopics();
    await admin.fetchOffsets({ groupId: 'orpheus-probe' });
    await producer.connect();
    return true;
  } finally {
    await Promise.allSettled([producer.disconnect(), admin.disconnect()]);
  }
}

/** Whether the registry answers at `url`, the base of its Confluent-compatible API. */
export async function registryIsReady(url: string): Promise<boolean> {
  const response = await fetch(`${url}/subjects`, { signal: AbortSignal.timeout(2_000) });
  await response.body?.cancel();
  return response.ok;
}

/** Whether Redis answers at `url`. */
export async function redisIsReady(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return (await redis.ping()) === 'PONG';
  } finally {
    redis.disconnect();
  }
}
