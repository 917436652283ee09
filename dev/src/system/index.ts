export { type EventWatch, type SeenEvent, watchEvents } from './event-watch.ts';
export { type NodeProgram, nodeProgram, type RunningProgram } from './node-process.ts';
export { dropServiceDatabase, ensureServiceDatabase } from './service-database.ts';
export { type ServiceEnvironmentParts, serviceEnvironment } from './service-environment.ts';
export { SERVICES, type ServiceName, USUAL_PORTS } from './service-names.ts';
