import { randomUUIDv7 } from 'node:crypto';
import { createBatcher } from '@orpheus/platform/batcher';
import { pruneIdempotencyKeys } from '@orpheus/platform/db';
import { isPassing } from '@orpheus/platform/kafka';
import {
  consumerOf,
  type ServiceContext,
  type ServiceDefinition,
  type ServiceParts,
} from '@orpheus/platform/service';
import { createWorker } from '@orpheus/platform/worker';
import { offerStore } from './adapters/offer-store.ts';
import { createOrderMetrics } from './adapters/order-metrics.ts';
import { createOrderPublisher, publishedEvents } from './adapters/order-publisher.ts';
import { createOrderReader } from './adapters/order-reader.ts';
import { orderStore } from './adapters/order-store.ts';
import { productReplicaTopic } from './adapters/product-replica.ts';
import { createCancelOrder } from './app/cancel-order.ts';
import { createCancelOverdueOrders } from './app/cancel-overdue-orders.ts';
import { createPlaceOrders, type PlaceOrderAnswer, type PlaceOrderCommand } from './app/place-orders.ts';
import { createReaction, subscribedEvents } from './app/react-to-events.ts';
import type { OrdersConfig } from './config.ts';
import { toAnswer } from './http/order-resource.ts';
import { orderRoutes } from './http/order-routes.ts';
import { migrations } from './migrations/index.ts';

const pruneBatchSize = 1_000;

function build({ config, db, outbox, logger, metrics }: ServiceContext<OrdersConfig>): ServiceParts {
  const parts = {
    db,
    orders: orderStore,
    offers: offerStore,
    publisher: createOrderPublisher(outbox),
    metrics: createOrderMetrics(metrics),
    log: logger,
    now: () => new Date(),
    newId: () => randomUUIDv7(),
    deadlineMs: config.ORDER_DEADLINE_MS,
    batchSize: config.ORDER_SWEEP_BATCH_SIZE,
    toAnswer,
  };
  const placing = createBatcher<PlaceOrderCommand, PlaceOrderAnswer>({
    maxItems: config.ORDER_PLACE_BATCH_SIZE,
    flush: createPlaceOrders(parts),
    isItemFault: (error) => !isPassing(error),
  });
  const cancelOverdueOrders = createCancelOverdueOrders(parts);
  return {
    routes: orderRoutes({
      placeOrder: (command) => placing.add(command),
      cancelOrder: createCancelOrder(parts),
      reader: createOrderReader(db),
    }),
    consumer: consumerOf({
      events: subscribedEvents,
      handle: createReaction(parts),
      stateTopics: [productReplicaTopic],
    }),
    workers: [
      createWorker({
        name: 'deadline-sweeper',
        intervalMs: config.ORDER_SWEEP_INTERVAL_MS,
        run: async () => (await cancelOverdueOrders()) === config.ORDER_SWEEP_BATCH_SIZE,
        logger,
      }),
      createWorker({
        name: 'idempotency-pruner',
        intervalMs: 60_000,
        run: async () => (await pruneIdempotencyKeys(db, pruneBatchSize)) === pruneBatchSize,
        logger,
      }),
    ],
  };
}

/** The orders service, for the platform to run. */
export const ordersService: ServiceDefinition<OrdersConfig> = {
  name: 'orders',
  version: '0.1.0',
  migrations,
  publishes: publishedEvents,
  build,
};
