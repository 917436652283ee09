import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAvroCodec } from '@orpheus/platform/avro';
import { loadConfig } from '@orpheus/platform/config';
import { createDatabase } from '@orpheus/platform/db';
import { createHealth, createHttpApp, createTokenVerifier, startHttpServer } from '@orpheus/platform/http';
import { inboxMigration } from '@orpheus/platform/inbox';
import { createOutbox, outboxMigration } from '@orpheus/platform/outbox';
import { createLogger, createMetrics } from '@orpheus/platform/telemetry';
import { createTestDatabase, createTestIssuer, httpClient, waitFor } from '@orpheus/platform/testing';
import { registerSchemas } from '@orpheus/schemas/deploy';
import { createPaymentQueries } from '../../src/adapters/payment-queries.ts';
import type { ConsumedEvent } from '../../src/app/on-saga-events.ts';
import type { PaymentView } from '../../src/app/ports.ts';
import { paymentsConfig } from '../../src/config.ts';
import { migrations } from '../../src/migrations/index.ts';
import { createParts } from '../../src/parts.ts';
import type { Behaviour } from '../../testing/provider/behaviour.ts';
import { startProviderServer } from '../../testing/provider/server.ts';
import { signWebhook, webhookBody } from '../../testing/provider/webhook-sender.ts';

import { type OrderOptions, orderCreated, stockReserved } from './saga-events.ts';

export const webhookSecret = 'a webhook secret of the tests';

/**
 * Payments on a real database with its HTTP server and the provider as a server of its own; only the broker is left out:
 * events are handed to the reaction, and what is published stays in the outbox.
 */
export async function openStage(
  env: Readonly<Record<string, string>> = {},
  behaviour: Partial<Behaviour> = {},
) {
  const registryUrl = process.env.SCHEMA_REGISTRY_URL!;
  await registerSchemas({ registryUrl });
  const ledgerFile = join(tmpdir(), `provider-${randomUUID()}.jsonl`);
  const provider = await startProviderServer({
    port: 0,
    ledgerFile,
    behaviour: { minDelayMs: 0, maxDelayMs: 0, settleDelayMs: 20, ...behaviour },
  });
  const issuer = await createTestIssuer();
  const home = await createTestDatabase();
  const config = loadConfig(paymentsConfig, {
    DATABASE_URL: home.url,
    KAFKA_BROKERS: '127.0.0.1:1',
    SCHEMA_REGISTRY_URL: registryUrl,
    ...issuer.env,
    PROVIDER_URL: provider.url,
    PROVIDER_WEBHOOK_SECRET: webhookSecret,
    PROVIDER_TIMEOUT_MS: '1000',
    PROVIDER_RETRIES: '0',
    PROVIDER_BREAKER_MINIMUM_RPS: '10000',
    RETRY_FIRST_DELAY_MS: '20',
    RETRY_MAX_DELAY_MS: '200',
    MAX_REFUND_ATTEMPTS: '1000',
    WORKER_LEASE_MS: '2500',
    WORKER_POLL_INTERVAL_MS: '100',
    ...env,
  });
  const database = await createDatabase({
    url: home.url,
    applicationName: 'payments-test',
    migrations: [outboxMigration, inboxMigration, ...migrations],
  });
  await database.migrate();
  const metrics = createMetrics('payments');
  const logger = createLogger({ service: 'payments', level: 'silent' });
  const outbox = createOutbox({
    codec: createAvroCodec({ registryUrl }),
    source: 'payments',
    onAppended: () => undefined,
  });
  const parts = createParts({ config, database, outbox, logger, metrics });
  const app = createHttpApp({
    name: 'payments',
    version: '0',
    routes: parts.routes,
    verifyToken: createTokenVerifier({
      jwksUrl: config.AUTH_JWKS_URL,
      issuer: config.AUTH_ISSUER,
      audience: config.AUTH_AUDIENCE,
    }),
    health: createHealth(),
    metrics,
    logger,
    validateResponses: true,
  });
  const server = await startHttpServer(app, { port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${server.port}`;
  const webhookUrl = `${url}/v1/payments/provider-webhooks`;
  provider.provider.webhook = { url: webhookUrl, secret: webhookSecret };
  const [worker] = parts.workers;
  worker!.start();
  const queries = createPaymentQueries(database);

  const receive = (...events: ConsumedEvent[]) => database.transaction((tx) => parts.handle(tx, events));

  async function payment(orderId: string): Promise<PaymentView> {
    const filter = { customerId: undefined, orderId, status: undefined };
    const [found] = await queries.list(filter, undefined, 1);
    if (found === undefined) throw new Error(`no payment of order ${orderId}`);
    return found;
  }

  async function published(orderId: string): Promise<readonly string[]> {
    const rows = await database.query<{ type: string }>(
      `select headers ->> 'ce_type' as type from outbox where convert_from(key, 'UTF8') = $1 order by seq`,
      [orderId],
    );
    return rows.map((row) => row.type);
  }

  function deliver(body: string, signature = (text: string) => signWebhook(text, webhookSecret)) {
    const headers = { 'content-type': 'application/json', 'provider-signature': signature(body) };
    return httpClient(url).post('/v1/payments/provider-webhooks', body, headers);
  }

  return {
    config,
    database,
    provider,
    queries,
    url,
    receive,
    payment,
    published,
    worker: worker!,
    behave(change: Partial<Behaviour>): void {
      provider.provider.behaviour = { ...provider.provider.behaviour, ...change };
    },
    metrics,
    /** Both events at once: the payment is due. */
    async pay(options: OrderOptions = {}): Promise<string> {
      const orderId = randomUUIDv7();
      await receive(orderCreated(orderId, options), stockReserved(orderId));
      return orderId;
    },
    reaches: (orderId: string, ...statuses: string[]) =>
      waitFor(async () => statuses.includes((await payment(orderId)).status), { timeoutMs: 8_000 }),
    /** Delivers a body as the provider would; signed well unless told otherwise. */
    deliver,
    /** Delivers a webhook under a new event id and returns the status. */
    webhook: async (type: string, data: object, signature?: (body: string) => string): Promise<number> =>
      (await deliver(webhookBody(type, data), signature)).status,
    /** A second process's worker on the same database. */
    async anotherWorker() {
      const other = createParts({ config, database, outbox, logger, metrics: createMetrics('payments') });
      other.workers[0]!.start();
      return {
        stop: async () => {
          await other.workers[0]!.stop();
          other.close();
        },
      };
    },
    async as(sub: string, ...roles: string[]) {
      return httpClient(url, await issuer.token({ sub, roles }));
    },
    /** Nothing is due and nothing is leased. */
    quiet: () =>
      waitFor(
        async () => {
          const rows = await database.query('select 1 from payments where next_attempt_at is not null');
          return rows.length === 0;
        },
        { timeoutMs: 20_000 },
      ),
    /** Our tables against the provider's ledger: money taken once for what is captured, and given back for the rest. */
    async compareWithLedger(): Promise<void> {
      const rows = await database.query<{ id: string; state: string }>('select id, state from payments');
      const captures = provider.ledger.captures();
      const refunds = provider.ledger.refunds().map(({ key }) => key);
      const kept = captures.filter((key) => !refunds.includes(`${key}:refund`)).sort();
      const captured = rows
        .filter(({ state }) => state === 'CAPTURED')
        .map(({ id }) => id)
        .sort();
      const refunded = rows
        .filter(({ state }) => state === 'REFUNDED')
        .map(({ id }) => `${id}:refund`)
        .sort();
      if (new Set(captures).size !== captures.length) throw new Error('a payment was captured twice');
      assertSame('captured', captured, kept);
      assertSame('refunded', refunded, [...refunds].sort());
    },
    async close() {
      await worker!.stop();
      parts.close();
      await server.stop(1_000);
      await provider.stop();
      await issuer.close();
      await database.close();
      await home.drop();
    },
  };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

function assertSame(what: string, ours: readonly string[], theirs: readonly string[]): void {
  if (JSON.stringify(ours) === JSON.stringify(theirs)) return;
  throw new Error(`${what}: ours ${JSON.stringify(ours)}, the provider's ${JSON.stringify(theirs)}`);
}
