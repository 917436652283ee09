export type { Batcher, BatcherOptions } from './batcher.ts';
export { createBatcher } from './batcher.ts';
