import type { Database } from '@orpheus/platform/db';
import type { Route } from '@orpheus/platform/http';
import type { StateTopic } from '@orpheus/platform/kafka';
import { stateTopic } from '@orpheus/platform/kafka';
import type { Outbox } from '@orpheus/platform/outbox';
import type { Logger, Metrics } from '@orpheus/platform/telemetry';
import { events } from '@orpheus/schemas';
import { createLedger } from './adapters/ledger.ts';
import { createOutcomeCounter } from './adapters/outcome-counter.ts';
import { createProductReplica } from './adapters/product-replica.ts';
import { createReservationStore } from './adapters/reservation-store.ts';
import { createStockQueries } from './adapters/stock-queries.ts';
import { createStockStore } from './adapters/stock-store.ts';
import { createExpireReservations } from './app/expire-reservations.ts';
import { createOnProductChanged } from './app/on-product-changed.ts';
import { createReactToEvents } from './app/react-to-events.ts';
import type { ReservationSweeper } from './app/reservation-sweeper.ts';
import { createReservationSweeper } from './app/reservation-sweeper.ts';
import { createSettleOrders } from './app/settle-orders.ts';
import type { InventoryConfig } from './config.ts';
import { reservationRoutes } from './http/reservation-routes.ts';
import { stockChangeRoutes } from './http/stock-change-routes.ts';
import { stockRoutes } from './http/stock-routes.ts';

export interface PartsOptions {
  readonly config: InventoryConfig;
  readonly db: Database;
  readonly outbox: Outbox;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** What inventory adds to the platform's service. */
export interface InventoryParts {
  readonly handle: ReturnType<typeof createReactToEvents>;
  readonly stateTopics: readonly StateTopic[];
  readonly routes: readonly Route[];
  readonly sweeper: ReservationSweeper;
}

export function createParts({ config, db, outbox, logger, metrics }: PartsOptions): InventoryParts {
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
    handle: createReactToEvents({ settleOrders, clock, reservationTtlMs: config.RESERVATION_TTL_MS }),
    stateTopics: [stateTopic(events.product, createOnProductChanged({ products, stock, outbox, clock }))],
    routes: [
      ...stockRoutes({ db, queries }),
      ...stockChangeRoutes({ db, queries, stock, ledger, products, outbox, clock }),
      ...reservationRoutes({ db, queries }),
    ],
    sweeper: createReservationSweeper({
      expire,
      batchSize,
      intervalMs: config.RESERVATION_SWEEP_INTERVAL_MS,
      logger,
    }),
  };
}
