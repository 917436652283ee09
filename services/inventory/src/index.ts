export type { InventoryConfig } from './config.ts';
export { inventoryConfig } from './config.ts';
export { inventoryService } from './service.ts';
