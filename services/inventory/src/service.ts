import { pruneIdempotencyKeys } from '@orpheus/platform/db';
import { stateTopic } from '@orpheus/platform/kafka';
import type { ServiceContext, ServiceDefinition, ServiceParts } from '@orpheus/platform/service';
import { consumerOf } from '@orpheus/platform/service';
import { createWorker } from '@orpheus/platform/worker';
import { events } from '@orpheus/schemas';
import { createLedger } from './adapters/ledger.ts';
import { createOutcomeCounter } from './adapters/outcome-counter.ts';
import { createProductReplica } from './adapters/product-replica.ts';
import { createReservationStore } from './adapters/reservation-store.ts';
import { createStockQueries } from './adapters/stock-queries.ts';
import { createStockStore } from './adapters/stock-store.ts';
import { createExpireReservations } from './app/expire-reservations.ts';
import { createOnProductChanged } from './app/on-product-changed.ts';
import { createReactToEvents, subscribedEvents } from './app/react-to-events.ts';
import { createSettleOrders } from './app/settle-orders.ts';
import type { InventoryConfig } from './config.ts';
import { reservationRoutes } from './http/reservation-routes.ts';
import { stockChangeRoutes } from './http/stock-change-routes.ts';
import { stockRoutes } from './http/stock-routes.ts';
import { migrations } from './migrations/index.ts';

/** The inventory service: what the platform needs to know to run it. */
export const inventoryService: ServiceDefinition<InventoryConfig> = {
  name: 'inventory',
  version: '0.1.0',
  migrations,
  publishes: [
    events.stockReserved,
    events.stockRejected,
    events.stockReleased,
    events.stockExpired,
    events.stockCommitted,
    events.stockCommitFailed,
    events.stockLevel,
  ],
  build,
};

function build({ config, logger, metrics, db, outbox }: ServiceContext<InventoryConfig>): ServiceParts {
  const clock = { now: () => new Date() };
  const reservations = createReservationStore();
  const stock = createStockStore();
  const ledger = createLedger();
  const products = createProductReplica();
  const queries = createStockQueries();
  const outcomes = createOutcomeCounter(metrics);
  const settleOrders = createSettleOrders({ reservations, stock, ledger, outbox, outcomes, clock, logger });
  const batchSize = config.RESERVATION_SWEEP_BATCH_SIZE;
  const expire = createExpireReservations({ db, reservations, settleOrders, clock, batchSize });
  return {
    routes: [
      ...stockRoutes({ db, queries }),
      ...stockChangeRoutes({ db, queries, stock, ledger, products, outbox, clock }),
      ...reservationRoutes({ db, queries }),
    ],
    consumer: consumerOf({
      events: subscribedEvents,
      handle: createReactToEvents({ settleOrders, clock, reservationTtlMs: config.RESERVATION_TTL_MS }),
      stateTopics: [stateTopic(events.product, createOnProductChanged({ products, stock, outbox, clock }))],
    }),
    workers: [
      createWorker({
        name: 'reservation-sweeper',
        intervalMs: config.RESERVATION_SWEEP_INTERVAL_MS,
        logger,
        run: async () => (await expire()) === batchSize,
      }),
      createWorker({
        name: 'idempotency-key-pruner',
        intervalMs: 3_600_000,
        logger,
        run: async () => (await pruneIdempotencyKeys(db, 1_000)) === 1_000,
      }),
    ],
  };
}
