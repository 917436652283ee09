import { randomUUID } from 'node:crypto';
import { createBatcher } from '@orpheus/platform/batcher';
import type { Database } from '@orpheus/platform/db';
import type { Route } from '@orpheus/platform/http';
import { isPassing } from '@orpheus/platform/kafka';
import type { Outbox } from '@orpheus/platform/outbox';
import type { Logger, Metrics } from '@orpheus/platform/telemetry';
import type { Worker } from '@orpheus/platform/worker';
import { createHttpProvider } from './adapters/http-provider.ts';
import { createObserver } from './adapters/observer.ts';
import { createPaymentQueries } from './adapters/payment-queries.ts';
import { paymentStore } from './adapters/payment-store.ts';
import { createProviderHttp } from './adapters/provider-http.ts';
import { createResilience } from './adapters/resilience.ts';
import { createForgetOldKeys } from './app/forget-old-keys.ts';
import { createSagaEventHandler } from './app/on-saga-events.ts';
import { createPaymentWorker } from './app/payment-worker.ts';
import type { Policy } from './app/policy.ts';
import { createAnswerRecorder, type ProviderReport, type Recorded } from './app/record-answers.ts';
import { createRetryRefund } from './app/retry-refund.ts';
import { createReviewPayment } from './app/review-payment.ts';
import type { PaymentsConfig } from './config.ts';
import { createPaymentRoutes } from './http/payment-routes.ts';
import { createWebhookRoute } from './http/webhook-route.ts';

export interface PartsOptions {
  readonly config: PaymentsConfig;
  readonly database: Database;
  readonly outbox: Outbox;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** What payments adds to the platform's service. */
export interface PaymentsParts {
  readonly handle: ReturnType<typeof createSagaEventHandler>;
  readonly routes: readonly Route[];
  /** Those that look after themselves, the one that asks the provider first. */
  readonly workers: readonly Worker[];
  /** Closes the connections to the provider. */
  close(): void;
}

export function createParts({ config, database, outbox, logger, metrics }: PartsOptions): PaymentsParts {
  const policy = policyOf(config);
  const store = paymentStore;
  const clock = { now: () => new Date() };
  const observer = createObserver(logger, metrics);
  const record = createAnswerRecorder({ store, outbox, policy, clock, observer, random: Math.random });
  const reports = createBatcher<ProviderReport, Recorded>({
    maxItems: 200,
    flush: (items) => database.transaction((tx) => record(tx, items)),
    isItemFault: (error) => !isPassing(error),
  });
  const http = createProviderHttp(
    config.PROVIDER_URL,
    config.PROVIDER_API_KEY,
    config.PROVIDER_MAX_IN_FLIGHT,
  );
  const resilience = createResilience({
    timeoutMs: config.PROVIDER_TIMEOUT_MS,
    retries: config.PROVIDER_RETRIES,
    maxInFlight: config.PROVIDER_MAX_IN_FLIGHT,
    breakMs: config.PROVIDER_BREAK_MS,
    breakerMinimumRps: config.PROVIDER_BREAKER_MINIMUM_RPS,
  });
  const breakerOpen = metrics.gauge({
    name: 'payment_provider_breaker_open',
    help: '1 while nothing is sent to the provider because too much failed.',
  });
  resilience.onBreakerChange((open) => {
    breakerOpen.set(open ? 1 : 0);
    logger.warn({ open }, 'provider_breaker_changed');
  });
  const worker = createPaymentWorker({
    claiming: { database, store, policy, clock, observer, leaseMs: config.WORKER_LEASE_MS },
    provider: createHttpProvider(http, resilience),
    reports,
    workerId: randomUUID(),
    maxInFlight: config.PROVIDER_MAX_IN_FLIGHT,
    pollIntervalMs: config.WORKER_POLL_INTERVAL_MS,
    logger,
  });
  const commanding = { store, outbox, policy, clock, observer, onWork: () => worker.wake() };
  return {
    handle: createSagaEventHandler(commanding),
    routes: [
      ...createPaymentRoutes({
        queries: createPaymentQueries(database),
        reviewPayment: createReviewPayment(database, commanding),
        retryRefund: createRetryRefund(database, commanding),
      }),
      createWebhookRoute({
        secret: config.PROVIDER_WEBHOOK_SECRET,
        clock,
        record: async (report) => {
          const recorded = await reports.add(report);
          // A capture that came in vain is to be refunded at once.
          if ('again' in recorded && recorded.again !== undefined) worker.wake();
          return recorded;
        },
      }),
    ],
    workers: [worker, createForgetOldKeys({ database, store, clock, logger })],
    close: () => http.close(),
  };
}

function policyOf(config: PaymentsConfig): Policy {
  const retry = { firstDelayMs: config.RETRY_FIRST_DELAY_MS, maxDelayMs: config.RETRY_MAX_DELAY_MS };
  return {
    fraud: {
      defaultLimitMinor: config.FRAUD_REVIEW_LIMIT_MINOR,
      limitsMinor: config.FRAUD_REVIEW_LIMITS_MINOR,
    },
    retries: {
      CHARGE: retry,
      VOID: retry,
      REFUND: retry,
      LOOKUP: {
        firstDelayMs: config.PENDING_LOOKUP_AFTER_MS,
        maxDelayMs: 10 * config.PENDING_LOOKUP_AFTER_MS,
      },
    },
    notSentDelayMs: config.PROVIDER_BREAK_MS,
    maxChargeAttempts: config.MAX_CHARGE_ATTEMPTS,
    maxRefundAttempts: config.MAX_REFUND_ATTEMPTS,
  };
}
