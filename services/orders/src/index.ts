export type { OrdersConfig } from './config.ts';
export { ordersConfig } from './config.ts';
export { ordersService } from './service.ts';
