export type { ServiceConsumer, ServiceContext, ServiceDefinition, ServiceParts } from './definition.ts';
export { consumerOf } from './definition.ts';
export { runService } from './run-service.ts';
export type { RunningService, ServiceTestOptions } from './start-service.ts';
export { startService } from './start-service.ts';
