import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAvroCodec } from '@orpheus/platform/avro';
import {
  createTestDatabase,
  createTestIssuer,
  createTestKafka,
  createTestPeer,
  httpClient,
  type TestPeer,
  waitFor,
} from '@orpheus/platform/testing';
import { events } from '@orpheus/schemas';
import { registerSchemas } from '@orpheus/schemas/deploy';
import { type ServiceProcess, startProcess } from './support/processes.ts';

const secret = 'a webhook secret of the tests';
const watched = [
  events.paymentPending,
  events.paymentConfirmed,
  events.paymentFailed,
  events.paymentRefunded,
] as const;

interface LedgerBody {
  readonly captures: readonly string[];
  readonly refunds: readonly { readonly key: string }[];
}

let peer: TestPeer;
let service: ServiceProcess;
let provider: ServiceProcess;
let serviceEnv: Readonly<Record<string, string>>;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const registryUrl = process.env.SCHEMA_REGISTRY_URL!;
  await registerSchemas({ registryUrl });
  const kafka = await createTestKafka();
  const home = await createTestDatabase();
  const issuer = await createTestIssuer();
  const topics = ['orders', 'stock', 'payments', 'payments.dlq', 'payments.replay'];
  await kafka.createTopics(topics.map((topic) => ({ topic })));
  peer = await createTestPeer({
    kafka,
    codec: createAvroCodec({ registryUrl }),
    watch: watched,
    watchRaw: ['payments.dlq'],
  });
  provider = await startProcess('testing/provider/main.ts', '/health', {
    PORT: '0',
    PROVIDER_LEDGER_FILE: join(tmpdir(), `provider-${randomUUID()}.jsonl`),
    PROVIDER_SETTLE_DELAY_MS: '50',
    PROVIDER_MIN_DELAY_MS: '0',
    PROVIDER_MAX_DELAY_MS: '100',
    PROVIDER_APPROVE_CHANCE: '1',
    PROVIDER_DECLINE_CHANCE: '0',
  });
  serviceEnv = {
    ...issuer.env,
    PORT: '0',
    DATABASE_URL: home.url,
    KAFKA_BROKERS: kafka.brokers.join(','),
    KAFKA_TOPIC_PREFIX: kafka.prefix,
    SCHEMA_REGISTRY_URL: registryUrl,
    PROVIDER_URL: provider.url,
    PROVIDER_WEBHOOK_SECRET: secret,
    PROVIDER_TIMEOUT_MS: '500',
    PROVIDER_RETRIES: '0',
    WORKER_LEASE_MS: '2000',
    RETRY_FIRST_DELAY_MS: '50',
    PENDING_LOOKUP_AFTER_MS: '300',
  };
  service = await startProcess('src/main.ts', '/health/ready', serviceEnv);
  closers.push(
    () => peer.close(),
    () => service.kill('SIGTERM'),
    () => provider.kill('SIGTERM'),
    () => kafka.close(),
    () => issuer.close(),
    () => home.drop(),
  );
}, 60_000);

afterAll(async () => {
  for (const close of closers) await close();
}, 30_000);

async function orderCreated(orderId: string, paymentMethod: string): Promise<void> {
  const total = { amountMinor: 2_500, currency: 'USD' };
  await peer.publish({
    definition: events.orderCreated,
    key: orderId,
    version: 1,
    payload: {
      orderId,
      version: 1,
      customerId: randomUUIDv7(),
      lines: [],
      total,
      paymentMethod,
      deadlineAt: Date.now() + 600_000,
    },
  });
}

async function stockReserved(orderId: string, id?: string): Promise<void> {
  await peer.publish({
    definition: events.stockReserved,
    key: orderId,
    version: 1,
    payload: { orderId, version: 1, lines: [], expiresAt: Date.now() + 600_000 },
    ...(id === undefined ? {} : { id }),
  });
}

async function orderCancelled(orderId: string): Promise<void> {
  await peer.publish({
    definition: events.orderCancelled,
    key: orderId,
    version: 2,
    payload: { orderId, version: 2, customerId: randomUUIDv7(), reason: 'CUSTOMER' },
  });
}

async function ledger(): Promise<LedgerBody> {
  return (await httpClient(provider.url).get('/ledger')).body as LedgerBody;
}

describe('payments as a process among topics', () => {
  it('charges when the order and its go-ahead have come, and tells who caused it', async () => {
    const orderId = randomUUIDv7();
    const goAhead = randomUUIDv7();
    await orderCreated(orderId, 'tok_approve');
    await stockReserved(orderId, goAhead);
    const [confirmed] = await peer.waitForEvents(events.paymentConfirmed, orderId);
    expect(confirmed?.payload).toMatchObject({ orderId, amount: { amountMinor: 2_500, currency: 'USD' } });
    expect(confirmed?.correlationId).toBe(orderId);
    expect((await ledger()).captures).toContain(confirmed?.payload.paymentId);
  });

  it('handles an event that comes twice once', async () => {
    const orderId = randomUUIDv7();
    const goAhead = randomUUIDv7();
    await stockReserved(orderId, goAhead);
    await stockReserved(orderId, goAhead);
    await orderCreated(orderId, 'tok_approve');
    await peer.waitForEvents(events.paymentConfirmed, orderId);
    await stockReserved(orderId, goAhead);
    await orderCancelled(orderId);
    await peer.waitForEvents(events.paymentRefunded, orderId);
    expect(peer.received(events.paymentConfirmed, orderId)).toHaveLength(1);
  });

  it("hears of a pending charge by the provider's webhook or by asking", async () => {
    const orderId = randomUUIDv7();
    await stockReserved(orderId);
    await orderCreated(orderId, 'tok_pending');
    await peer.waitForEvents(events.paymentPending, orderId);
    await peer.waitForEvents(events.paymentConfirmed, orderId);
  });

  it('killed three times in the midst of 200 payments charges each of them once', async () => {
    const orderIds = Array.from({ length: 200 }, () => randomUUIDv7());
    const cancelled = new Set(orderIds.filter((_, index) => index % 4 === 0));
    const publishing = (async () => {
      for (const [index, orderId] of orderIds.entries()) {
        await orderCreated(orderId, index % 10 === 1 ? 'tok_pending' : 'a real card');
        await stockReserved(orderId);
        if (cancelled.has(orderId)) await orderCancelled(orderId);
      }
    })();
    for (let kills = 0; kills < 3; kills += 1) {
      await new Promise((resolve) => setTimeout(resolve, 300 + Math.random() * 300));
      await service.kill('SIGKILL');
      service = await startProcess('src/main.ts', '/health/live', serviceEnv);
    }
    await publishing;
    const kept = orderIds.filter((orderId) => !cancelled.has(orderId));
    await waitFor(() => kept.every((id) => peer.received(events.paymentConfirmed, id).length > 0), {
      timeoutMs: 60_000,
      intervalMs: 100,
    });
    await waitFor(
      async () => {
        const { captures, refunds } = await ledger();
        const given = new Set(refunds.map(({ key }) => key));
        const open = captures.filter((key) => !given.has(`${key}:refund`));
        const confirmed = peer
          .received(events.paymentConfirmed)
          .filter((event) => peer.received(events.paymentRefunded, event.key).length === 0)
          .map((event) => event.payload.paymentId);
        return JSON.stringify([...new Set(confirmed)].sort()) === JSON.stringify([...open].sort());
      },
      { timeoutMs: 30_000, intervalMs: 200 },
    );
    const { captures } = await ledger();
    expect(new Set(captures).size).toBe(captures.length);
    for (const orderId of kept) {
      const paymentIds = peer.received(events.paymentConfirmed, orderId).map((event) => event.id);
      expect(new Set(paymentIds).size).toBe(1);
    }
    expect(peer.messages.filter(({ topic }) => topic === 'payments.dlq')).toEqual([]);
  }, 120_000);

  it('stops in good order on SIGTERM, with charges in flight recorded', async () => {
    const orderIds = Array.from({ length: 20 }, () => randomUUIDv7());
    for (const orderId of orderIds) {
      await orderCreated(orderId, 'a real card');
      await stockReserved(orderId);
    }
    expect(await service.kill('SIGTERM')).toBe(0);
    service = await startProcess('src/main.ts', '/health/ready', serviceEnv);
    await Promise.all(orderIds.map((orderId) => peer.waitForEvents(events.paymentConfirmed, orderId)));
  });

  it('does not start in a wrong environment, and names all that is wrong', async () => {
    const wrong = {
      ...serviceEnv,
      PROVIDER_URL: 'nowhere',
      WORKER_LEASE_MS: '100',
      FRAUD_REVIEW_LIMITS_MINOR: 'EUR',
    };
    const start = startProcess('src/main.ts', '/health/live', wrong);
    await expect(start).rejects.toThrow(/PROVIDER_URL/);
    await expect(start).rejects.toThrow(/FRAUD_REVIEW_LIMITS_MINOR/);
  });
});
