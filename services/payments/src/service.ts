import { consumerOf, type ServiceDefinition } from '@orpheus/platform/service';
import { events } from '@orpheus/schemas';
import { consumedEvents } from './app/on-saga-events.ts';
import type { PaymentsConfig } from './config.ts';
import { migrations } from './migrations/index.ts';
import { createParts } from './parts.ts';

/** Payments, for its `main.ts` and for the tests that start it in process. */
export const paymentsService: ServiceDefinition<PaymentsConfig> = {
  name: 'payments',
  version: '0.1.0',
  migrations,
  publishes: [
    events.paymentPending,
    events.paymentConfirmed,
    events.paymentFailed,
    events.paymentRefunded,
    events.paymentRefundFailed,
  ],
  build: ({ config, db, outbox, logger, metrics }) => {
    const parts = createParts({ config, database: db, outbox, logger, metrics });
    return {
      routes: parts.routes,
      consumer: consumerOf({ events: consumedEvents, handle: parts.handle }),
      workers: parts.workers,
      close: async () => parts.close(),
    };
  },
};
