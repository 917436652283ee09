import { randomUUIDv7 } from 'node:crypto';
import { createBatcher } from '@orpheus/platform/batcher';
import { type Database, isPassingDatabaseError } from '@orpheus/platform/db';
import type { Outbox } from '@orpheus/platform/outbox';
import type { Logger, Metrics } from '@orpheus/platform/telemetry';
import { offerStore } from './adapters/offer-store.ts';
import { createOrderMetrics } from './adapters/order-metrics.ts';
import { createOrderPublisher } from './adapters/order-publisher.ts';
import { createOrderReader } from './adapters/order-reader.ts';
import { orderStore } from './adapters/order-store.ts';
import { createCancelOrder } from './app/cancel-order.ts';
import { createCancelOverdueOrders } from './app/cancel-overdue-orders.ts';
import { createPlaceOrders, type PlaceOrderAnswer, type PlaceOrderCommand } from './app/place-orders.ts';
import { createReaction } from './app/react-to-events.ts';
import type { OrdersConfig } from './config.ts';
import { toAnswer } from './http/order-resource.ts';
import { orderRoutes } from './http/order-routes.ts';

/** What the platform lends to the service. */
export interface Lent {
  readonly config: OrdersConfig;
  readonly db: Database;
  readonly outbox: Outbox;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Puts the use cases together: routes, the reaction to the peers' events, and the sweep of overdue orders. */
export function composeOrders({ config, db, outbox, logger, metrics }: Lent) {
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
    isItemFault: (error) => !isPassingDatabaseError(error),
  });
  return {
    routes: orderRoutes({
      placeOrder: (command) => placing.add(command),
      cancelOrder: createCancelOrder(parts),
      reader: createOrderReader(db),
    }),
    react: createReaction(parts),
    cancelOverdueOrders: createCancelOverdueOrders(parts),
  };
}
