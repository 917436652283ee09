import { integer, platformConfig } from '@orpheus/platform/config';
import type { z } from 'zod';

/** The environment of this service. */
export const ordersConfig = platformConfig.extend({
  PORT: integer({ max: 65_535 }).default(4_003),
  /** How long an order may take before it is cancelled with TIMEOUT. */
  ORDER_DEADLINE_MS: integer({ min: 100, max: 86_400_000 }).default(600_000),
  /** How often overdue orders are looked for. */
  ORDER_SWEEP_INTERVAL_MS: integer({ min: 10, max: 60_000 }).default(1_000),
  /** The most orders that one sweep cancels in one transaction. */
  ORDER_SWEEP_BATCH_SIZE: integer({ min: 1, max: 1_000 }).default(100),
  /** The most requests that share a transaction. */
  ORDER_PLACE_BATCH_SIZE: integer({ min: 1, max: 1_000 }).default(100),
});

export type OrdersConfig = z.output<typeof ordersConfig>;
