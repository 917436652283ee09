export type { Wakeup } from './wakeup.ts';
export { createWakeup } from './wakeup.ts';
export type { Worker, WorkerOptions } from './worker.ts';
export { createWorker } from './worker.ts';
