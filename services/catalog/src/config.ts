import { integer, platformConfig } from '@orpheus/platform/config';
import type { z } from 'zod';

/** The environment of the catalog service. */
export const catalogConfig = platformConfig.extend({
  PORT: integer({ max: 65_535 }).default(4001),
});

export type CatalogConfig = z.output<typeof catalogConfig>;
