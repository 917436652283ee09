export type { Lifecycle, LifecycleOptions, Part } from './lifecycle.ts';
export { createLifecycle } from './lifecycle.ts';
export type { ProcessPort } from './run-process.ts';
export { runProcess } from './run-process.ts';
