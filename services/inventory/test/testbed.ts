import { randomUUIDv7 } from 'node:crypto';
import { createAvroCodec } from '@orpheus/platform/avro';
import { loadConfig } from '@orpheus/platform/config';
import { createDatabase } from '@orpheus/platform/db';
import { startService } from '@orpheus/platform/service';
import type { HttpClient } from '@orpheus/platform/testing';
import {
  createTestDatabase,
  createTestIssuer,
  createTestKafka,
  createTestPeer,
  httpClient,
  waitFor,
} from '@orpheus/platform/testing';
import type { OrderCancelled, Product } from '@orpheus/schemas';
import { allTopics, events } from '@orpheus/schemas';
import { registerSchemas } from '@orpheus/schemas/deploy';
import { inventoryConfig } from '../src/config.ts';
import { inventoryService } from '../src/service.ts';

const money = { amountMinor: 100, currency: 'USD' };

/** A broker's corner, a database and an issuer; in them any number of inventory processes, and the peers that we play. */
export async function createTestbed() {
  const [database, kafka, issuer] = await Promise.all([
    createTestDatabase(),
    createTestKafka(),
    createTestIssuer(),
  ]);
  await kafka.createTopics(
    allTopics.map((topic) => ({
      topic: topic.name,
      partitions: topic.partitions,
      compacted: topic.kind === 'state',
    })),
  );
  const registryUrl = process.env.SCHEMA_REGISTRY_URL ?? '';
  await registerSchemas({ registryUrl });
  const codec = createAvroCodec({ registryUrl });
  const watch = [
    events.stockReserved,
    events.stockRejected,
    events.stockReleased,
    events.stockExpired,
    events.stockCommitted,
    events.stockCommitFailed,
    events.stockLevel,
  ];
  const peer = await createTestPeer({ kafka, codec, watch, watchRaw: ['inventory.dlq'] });
  const db = await createDatabase({ url: database.url, applicationName: 'test', poolSize: 2 });
  const stops: (() => Promise<unknown>)[] = [];

  const env = {
    DATABASE_URL: database.url,
    KAFKA_BROKERS: kafka.brokers.join(','),
    KAFKA_TOPIC_PREFIX: kafka.prefix,
    SCHEMA_REGISTRY_URL: process.env.SCHEMA_REGISTRY_URL ?? '',
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'error',
    ...issuer.env,
  };

  async function startReplica(settings: Readonly<Record<string, string>> = {}) {
    const config = loadConfig(inventoryConfig, { ...env, ...settings });
    const service = await startService(inventoryService, config, { validateResponses: true });
    const { url } = service;
    const stop = () => service.stop();
    stops.push(stop);
    await waitFor(async () => (await httpClient(url).get('/health/ready')).status === 200, {
      timeoutMs: 30_000,
    });
    return {
      url,
      stop,
      as: async (role: string): Promise<HttpClient> =>
        httpClient(url, await issuer.token({ sub: `the-${role}`, roles: [role] })),
    };
  }

  const publishProduct = (productId: string, version: number, status: Product['status'] = 'ACTIVE') =>
    peer.publish({
      definition: events.product,
      key: productId,
      version,
      payload: {
        productId,
        version,
        status,
        sku: `SKU-${productId.slice(-6)}`,
        name: 'Thing',
        description: '',
        prices: [money],
        categoryIds: [],
        attributes: {},
      },
    });

  return {
    peer,
    db,
    startReplica,
    publishProduct,
    removeProduct: (productId: string, version: number) =>
      peer.publish({ definition: events.product, key: productId, version, payload: null }),
    /** Announces products and books their goods over HTTP. */
    async stockUp(operator: HttpClient, ...quantities: readonly number[]): Promise<readonly string[]> {
      const productIds = quantities.map(() => randomUUIDv7());
      await Promise.all(productIds.map((id) => publishProduct(id, 1)));
      for (const [index, quantity] of quantities.entries()) {
        const path = `/v1/stock/${productIds[index]}`;
        await waitFor(async () => (await operator.get(path)).status === 200);
        if (quantity === 0) continue;
        const booked = await operator.post(
          `${path}/replenish`,
          { quantity, reason: 'delivery' },
          { 'idempotency-key': randomUUIDv7() },
        );
        if (booked.status !== 200) throw new Error(`replenish: ${booked.text}`);
      }
      return productIds;
    },
    createOrder: (
      orderId: string,
      lines: readonly (readonly [productId: string, quantity: number])[],
      id?: string,
    ) =>
      peer.publish({
        definition: events.orderCreated,
        key: orderId,
        version: 1,
        ...(id === undefined ? {} : { id }),
        payload: {
          orderId,
          version: 1,
          customerId: randomUUIDv7(),
          lines: lines.map(([productId, quantity], index) => ({
            lineNumber: index + 1,
            productId,
            sku: 'SKU',
            name: 'Thing',
            quantity,
            unitPrice: money,
            lineTotal: { ...money, amountMinor: quantity * 100 },
          })),
          total: money,
          paymentMethod: 'tok_approve',
          deadlineAt: Date.now() + 600_000,
        },
      }),
    cancelOrder: (orderId: string, reason: OrderCancelled['reason'] = 'CUSTOMER', id?: string) =>
      peer.publish({
        definition: events.orderCancelled,
        key: orderId,
        version: 2,
        ...(id === undefined ? {} : { id }),
        payload: { orderId, version: 2, customerId: randomUUIDv7(), reason },
      }),
    confirmPayment: (orderId: string, id?: string) =>
      peer.publish({
        definition: events.paymentConfirmed,
        key: orderId,
        version: 2,
        ...(id === undefined ? {} : { id }),
        payload: {
          paymentId: randomUUIDv7(),
          version: 2,
          orderId,
          amount: money,
          providerReference: 'ref',
        },
      }),
    discrepancies: () => db.query('select * from stock_discrepancies'),
    async close() {
      for (const stop of stops) await stop();
      await peer.close();
      await kafka.close();
      await db.close();
      await issuer.close();
      await database.drop();
    },
  };
}

export type Testbed = Awaited<ReturnType<typeof createTestbed>>;
export type Replica = Awaited<ReturnType<Testbed['startReplica']>>;
