export type { CatalogConfig } from './config.ts';
export { catalogConfig } from './config.ts';
export { catalogService } from './service.ts';
