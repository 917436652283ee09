import { integer, platformConfig, url } from '@orpheus/platform/config';
import { z } from 'zod';

const milliseconds = (min: number) => integer({ min, max: 86_400_000 });

const limits = z
  .string()
  .regex(/^[A-Z]{3}=\d{1,15}(,[A-Z]{3}=\d{1,15})*$/, 'must be like EUR=92000,JPY=15000000')
  .transform(
    (text): Record<string, number> =>
      Object.fromEntries(
        text.split(',').map((each): [string, number] => [each.slice(0, 3), Number(each.slice(4))]),
      ),
  );

/** The environment of payments; its README explains each. */
export const paymentsConfig = platformConfig
  .extend({
    PORT: integer({ max: 65_535 }).default(4004),
    PROVIDER_URL: url('http', 'https'),
    PROVIDER_API_KEY: z.string().optional(),
    PROVIDER_WEBHOOK_SECRET: z.string().min(16, 'must have at least 16 characters'),
    PROVIDER_TIMEOUT_MS: milliseconds(10).default(5_000),
    PROVIDER_RETRIES: integer({ max: 5 }).default(1),
    PROVIDER_MAX_IN_FLIGHT: integer({ min: 1, max: 1_000 }).default(200),
    PROVIDER_BREAK_MS: milliseconds(10).default(5_000),
    PROVIDER_BREAKER_MINIMUM_RPS: integer({ min: 1, max: 10_000 }).default(2),
    FRAUD_REVIEW_LIMIT_MINOR: integer().default(100_000),
    FRAUD_REVIEW_LIMITS_MINOR: limits.default({}),
    WORKER_POLL_INTERVAL_MS: milliseconds(10).default(1_000),
    WORKER_LEASE_MS: milliseconds(100).default(30_000),
    RETRY_FIRST_DELAY_MS: milliseconds(1).default(500),
    RETRY_MAX_DELAY_MS: milliseconds(1).default(60_000),
    PENDING_LOOKUP_AFTER_MS: milliseconds(1).default(30_000),
    MAX_CHARGE_ATTEMPTS: integer({ min: 1, max: 1_000 }).default(8),
    MAX_REFUND_ATTEMPTS: integer({ min: 1, max: 1_000 }).default(10),
  })
  .refine((config) => config.WORKER_LEASE_MS > longestCallMs(config), {
    path: ['WORKER_LEASE_MS'],
    message: 'must be longer than a provider call with its retries (PROVIDER_TIMEOUT_MS, PROVIDER_RETRIES)',
  });

export type PaymentsConfig = z.output<typeof paymentsConfig>;

function longestCallMs(config: { PROVIDER_TIMEOUT_MS: number; PROVIDER_RETRIES: number }): number {
  const longestPauseMs = 1_000;
  return (config.PROVIDER_RETRIES + 1) * (config.PROVIDER_TIMEOUT_MS + longestPauseMs);
}
