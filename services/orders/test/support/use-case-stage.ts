import { randomUUIDv7 } from 'node:crypto';
import { createAvroCodec } from '@orpheus/platform/avro';
import { createDatabase } from '@orpheus/platform/db';
import { inboxMigration } from '@orpheus/platform/inbox';
import { createOutbox, outboxMigration } from '@orpheus/platform/outbox';
import { createMetrics } from '@orpheus/platform/telemetry';
import { createTestDatabase } from '@orpheus/platform/testing';
import type { Product } from '@orpheus/schemas';
import { registerSchemas } from '@orpheus/schemas/deploy';
import { offerStore } from '../../src/adapters/offer-store.ts';
import { createOrderMetrics } from '../../src/adapters/order-metrics.ts';
import { createOrderPublisher } from '../../src/adapters/order-publisher.ts';
import { createOrderReader } from '../../src/adapters/order-reader.ts';
import { orderStore } from '../../src/adapters/order-store.ts';
import { productReplicaTopic } from '../../src/adapters/product-replica.ts';
import { createCancelOrder } from '../../src/app/cancel-order.ts';
import { createCancelOverdueOrders } from '../../src/app/cancel-overdue-orders.ts';
import { createPlaceOrders, type PlaceOrderCommand } from '../../src/app/place-orders.ts';
import { createReaction, type SagaEvent } from '../../src/app/react-to-events.ts';
import { toAnswer } from '../../src/http/order-resource.ts';
import { migrations } from '../../src/migrations/index.ts';

export const deadlineMs = 60_000;

/** The use cases on a real database, without HTTP, broker or relay: what is appended stays in the outbox. */
export async function openUseCaseStage() {
  const registryUrl = process.env.SCHEMA_REGISTRY_URL!;
  await registerSchemas({ registryUrl });
  const database = await createTestDatabase();
  const db = await createDatabase({
    url: database.url,
    applicationName: 'orders-test',
    migrations: [outboxMigration, inboxMigration, ...migrations],
  });
  await db.migrate();
  const outbox = createOutbox({
    codec: createAvroCodec({ registryUrl }),
    source: 'orders',
    onAppended: () => undefined,
  });
  const logged: { readonly event: string; readonly fields: object }[] = [];
  const write = (fields: object, event: string) => void logged.push({ event, fields });
  const metrics = createMetrics('orders');
  const clock = { now: new Date() };
  const parts = {
    db,
    orders: orderStore,
    offers: offerStore,
    publisher: createOrderPublisher(outbox),
    metrics: createOrderMetrics(metrics),
    log: { info: write, warn: write },
    now: () => clock.now,
    newId: () => randomUUIDv7(),
    deadlineMs,
    batchSize: 10,
    toAnswer,
  };
  const react = createReaction(parts);
  return {
    db,
    clock,
    logged,
    metrics,
    reader: createOrderReader(db),
    place: createPlaceOrders(parts),
    cancel: createCancelOrder(parts),
    sweep: createCancelOverdueOrders(parts),
    react: (batch: readonly SagaEvent[]) => db.transaction((tx) => react(tx, batch)),
    replicate: (products: readonly Product[]) =>
      db.transaction((tx) =>
        productReplicaTopic.apply(
          tx,
          products.map((payload) => ({ key: payload.productId, version: payload.version, payload })),
        ),
      ),
    remove: (productId: string, version: number) =>
      db.transaction((tx) => productReplicaTopic.apply(tx, [{ key: productId, version, payload: null }])),
    /** Types of the events in the outbox, in their order; those of one order if given. */
    async published(orderId?: string): Promise<readonly string[]> {
      const rows = await db.query<{ type: string; key: string }>(
        `select headers ->> 'ce_type' as type, convert_from(key, 'UTF8') as key from outbox order by seq`,
      );
      return rows.filter((row) => orderId === undefined || row.key === orderId).map((row) => row.type);
    },
    async close() {
      await db.close();
      await database.drop();
    },
  };
}

export type UseCaseStage = Awaited<ReturnType<typeof openUseCaseStage>>;

export function aProduct(fields: Partial<Product> = {}): Product {
  return {
    eventId: randomUUIDv7(),
    occurredAt: Date.now(),
    productId: randomUUIDv7(),
    version: 1,
    sku: 'MUG-1',
    name: 'Mug',
    description: '',
    status: 'ACTIVE',
    prices: [{ amountMinor: 1_250, currency: 'USD' }],
    categoryIds: [],
    attributes: {},
    ...fields,
  };
}

export function aCommand(
  product: Product,
  fields: Partial<PlaceOrderCommand> & { readonly key?: string; readonly fingerprint?: string } = {},
): PlaceOrderCommand {
  const { key = randomUUIDv7(), fingerprint = 'body', ...rest } = fields;
  const customerId = rest.customerId ?? '01999999-0000-7000-8000-000000000001';
  return {
    customerId,
    currency: 'USD',
    lines: [{ productId: product.productId, quantity: 2 }],
    paymentMethod: 'tok_approve',
    claim: { caller: customerId, route: 'placeOrder', key, fingerprint },
    cause: { causationId: 'request' },
    ...rest,
  };
}

type Envelope = Omit<SagaEvent, 'type' | 'payload' | 'key'>;

function envelope(): Envelope {
  return {
    id: randomUUIDv7(),
    version: 1,
    time: new Date(),
    correlationId: undefined,
    causationId: undefined,
    traceparent: undefined,
    topic: 'any',
    partition: 0,
    offset: 0n,
  };
}

const money = { amountMinor: 2_500, currency: 'USD' };

/** The peers' events of one order, as the consumer hands them over. */
export function eventsOf(orderId: string) {
  const shipmentId = '01999999-0000-7000-8000-0000000000aa';
  const record = () => ({ eventId: randomUUIDv7(), occurredAt: Date.now(), orderId, version: 1 });
  const stock = () => ({ ...record(), lines: [] });
  const payment = () => ({ ...record(), paymentId: randomUUIDv7(), amount: money });
  const shipment = () => ({ ...record(), shipmentId });
  const received = <T extends string, P>(type: T, payload: P) => ({
    ...envelope(),
    key: orderId,
    type,
    payload,
  });
  return {
    reserved: () => received('stock.reserved', { ...stock(), expiresAt: 0 }),
    rejected: () =>
      received('stock.rejected', {
        ...record(),
        reason: 'OUT_OF_STOCK' as const,
        lines: [{ productId: randomUUIDv7(), requested: 2, available: 1 }],
      }),
    committed: () => received('stock.committed', stock()),
    expired: () => received('stock.expired', stock()),
    pending: () => received('payment.pending', { ...payment(), reason: 'PROVIDER_PENDING' as const }),
    confirmed: () => received('payment.confirmed', { ...payment(), providerReference: 'ref' }),
    failed: () => received('payment.failed', { ...payment(), reason: 'PAYMENT_DECLINED' as const }),
    refunded: () => received('payment.refunded', { ...payment(), inFull: true }),
    dispatched: () => received('shipment.dispatched', { ...shipment(), carrier: 'c', trackingNumber: 't' }),
    delivered: () => received('shipment.delivered', shipment()),
  } satisfies Record<string, () => SagaEvent>;
}
