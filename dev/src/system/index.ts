export { type EventWatch, type SeenEvent, watchEvents } from './event-watch.ts';
export type { RunningProgram } from './node-process.ts';
export { SERVICES, type ServiceName, USUAL_PORTS } from './service-names.ts';
export { createSystem, type ProgramName, prepareSystem, type System, type SystemOptions } from './system.ts';
