import { integer, platformConfig } from '@orpheus/platform/config';
import type { z } from 'zod';

/** The environment of the inventory service. */
export const inventoryConfig = platformConfig.extend({
  PORT: integer({ min: 0, max: 65_535 }).default(4002),
  /** How long an order's stock is held while it is paid for. */
  RESERVATION_TTL_MS: integer({ min: 100, max: 86_400_000 }).default(900_000),
  /** How often holds that are due are looked for. */
  RESERVATION_SWEEP_INTERVAL_MS: integer({ min: 10, max: 3_600_000 }).default(1_000),
  RESERVATION_SWEEP_BATCH_SIZE: integer({ min: 1, max: 5_000 }).default(200),
});

export type InventoryConfig = z.output<typeof inventoryConfig>;
