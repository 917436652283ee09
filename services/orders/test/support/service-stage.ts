import { randomUUIDv7 } from 'node:crypto';
import { createAvroCodec } from '@orpheus/platform/avro';
import { loadConfig } from '@orpheus/platform/config';
import { startService } from '@orpheus/platform/service';
import {
  createTestDatabase,
  createTestIssuer,
  createTestKafka,
  createTestPeer,
  type HttpClient,
  httpClient,
  waitFor,
} from '@orpheus/platform/testing';
import { allTopics, events, type Product } from '@orpheus/schemas';
import { registerSchemas } from '@orpheus/schemas/deploy';
import { z } from 'zod';
import { publishedEvents } from '../../src/adapters/order-publisher.ts';
import { ordersConfig } from '../../src/config.ts';
import { orderResource } from '../../src/http/order-resource.ts';
import { ordersService } from '../../src/service.ts';
import { aProduct } from './use-case-stage.ts';

const needed = new Set([
  'orders',
  'products',
  'stock',
  'payments',
  'shipments',
  'orders.dlq',
  'orders.replay',
]);

export type Order = z.output<typeof orderResource>;
export const problem = z.object({
  status: z.number(),
  code: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});

type Opened = (close: () => Promise<unknown>) => void;

/** The whole service on a database, topics and an issuer of its own; the peers are played by publishing their events. */
export async function openServiceStage(settings: Readonly<Record<string, string>> = {}) {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const each of closers.toReversed()) await each();
  };
  try {
    return { ...(await open(settings, (closer) => closers.push(closer))), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(settings: Readonly<Record<string, string>>, opened: Opened) {
  const registryUrl = process.env.SCHEMA_REGISTRY_URL!;
  await registerSchemas({ registryUrl });
  const [database, kafka, issuer] = await Promise.all([
    createTestDatabase(),
    createTestKafka(),
    createTestIssuer(),
  ]);
  opened(() => Promise.all([kafka.close(), issuer.close(), database.drop()]));
  await kafka.createTopics(
    allTopics
      .filter((topic) => needed.has(topic.name))
      .map((topic) => ({
        topic: topic.name,
        partitions: topic.partitions,
        compacted: topic.kind === 'state',
      })),
  );
  const peer = await createTestPeer({
    kafka,
    codec: createAvroCodec({ registryUrl }),
    watch: publishedEvents,
    watchRaw: ['orders.dlq'],
  });
  opened(() => peer.close());
  const publishProduct = (product: Product) =>
    peer.publish({
      definition: events.product,
      key: product.productId,
      version: product.version,
      payload: product,
    });
  const mug = aProduct();
  // A broker under load may not lead yet what it has just created.
  await waitFor(async () => (await publishProduct(mug)) !== '');

  const config = loadConfig(ordersConfig, {
    ...process.env,
    DATABASE_URL: database.url,
    KAFKA_TOPIC_PREFIX: kafka.prefix,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'silent',
    ORDER_SWEEP_INTERVAL_MS: '50',
    ...issuer.env,
    ...settings,
  });
  const service = await startService(ordersService, config, { validateResponses: true });
  opened(() => service.stop());
  const { url } = service;
  const anyone = httpClient(url);
  await waitFor(async () => (await anyone.get('/health/ready')).status === 200, { timeoutMs: 20_000 });

  const as = async (sub: string, ...roles: string[]): Promise<HttpClient> =>
    httpClient(url, await issuer.token({ sub, roles }));
  const customerId = randomUUIDv7();
  const customer = await as(customerId, 'customer');
  const operator = await as(randomUUIDv7(), 'operator');

  async function place(client = customer, product = mug): Promise<Order> {
    const response = await client.post('/v1/orders', orderOf(product), {
      'idempotency-key': randomUUIDv7(),
    });
    return orderResource.parse(response.body);
  }

  async function get(orderId: string): Promise<Order> {
    return orderResource.parse((await operator.get(`/v1/orders/${orderId}`)).body);
  }

  return {
    url,
    anyone,
    as,
    customerId,
    customer,
    operator,
    mug,
    peer,
    publishProduct,
    place,
    get,
    async reaches(orderId: string, status: Order['status']): Promise<Order> {
      await waitFor(async () => (await get(orderId)).status === status, { timeoutMs: 15_000 });
      return get(orderId);
    },
    async metric(pattern: RegExp): Promise<string | undefined> {
      return pattern.exec((await anyone.get('/metrics')).text)?.[1];
    },
  };
}

export type ServiceStage = Awaited<ReturnType<typeof openServiceStage>>;

export function orderOf(...products: readonly Product[]) {
  return {
    currency: 'USD',
    lines: products.map(({ productId }) => ({ productId, quantity: 2 })),
    paymentMethod: 'tok_approve',
  };
}
