import { integer, platformConfig } from '@orpheus/platform/config';
import type { z } from 'zod';

export const catalogConfig = platformConfig.extend({
  PORT: integer({ max: 65_535 }).default(4001),
  /** Searches are cut off well before anybody would still wait for them. */
  DATABASE_STATEMENT_TIMEOUT_MS: integer({ min: 100, max: 60_000 }).default(10_000),
});

export type CatalogConfig = z.output<typeof catalogConfig>;
