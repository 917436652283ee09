import { randomUUIDv7 } from 'node:crypto';
import {
  consumerOf,
  type ServiceContext,
  type ServiceDefinition,
  type ServiceParts,
} from '@orpheus/platform/service';
import { events } from '@orpheus/schemas';
import { categoryStore } from './adapters/category-store.ts';
import { productReader } from './adapters/product-reader.ts';
import { productStore } from './adapters/product-store.ts';
import { stockLevelTopic } from './adapters/stock-level-replica.ts';
import { vocabulary } from './adapters/vocabulary.ts';
import type { CatalogPorts } from './app/ports.ts';
import type { CatalogConfig } from './config.ts';
import { bulkProductsRoute } from './http/bulk-products-route.ts';
import { categoryRoutes } from './http/category-routes.ts';
import { listProductsRoute } from './http/list-products-route.ts';
import { productRoutes } from './http/product-routes.ts';
import { migrations } from './migrations/index.ts';

function build({ db, outbox }: ServiceContext<CatalogConfig>): ServiceParts {
  const ports: CatalogPorts = {
    database: db,
    outbox,
    products: productStore,
    reader: productReader,
    vocabulary,
    categories: categoryStore,
    now: () => new Date(),
    newId: randomUUIDv7,
  };
  return {
    routes: [
      listProductsRoute(ports),
      bulkProductsRoute(ports),
      ...productRoutes(ports),
      ...categoryRoutes(ports),
    ],
    consumer: consumerOf({ events: [], handle: async () => undefined, stateTopics: [stockLevelTopic] }),
  };
}

/** The catalog service, for the platform to run. */
export const catalogService: ServiceDefinition<CatalogConfig> = {
  name: 'catalog',
  version: '0.1.0',
  migrations,
  // A thousand rows of a bulk request with long descriptions.
  bodyLimitBytes: 8 * 1_048_576,
  publishes: [events.product],
  build,
};
