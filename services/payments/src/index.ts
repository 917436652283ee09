export { type PaymentsConfig, paymentsConfig } from './config.ts';
export { paymentsService } from './service.ts';
