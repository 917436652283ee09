export type { WorkContext } from './context.ts';
export { currentContext, runInContext } from './context.ts';
export type { Logger, LoggerOptions, LogWrite } from './logger.ts';
export { createLogger } from './logger.ts';
export type { Counter, Gauge, Histogram, MetricDefinition, Metrics } from './metrics.ts';
export { createMetrics } from './metrics.ts';
export { childTraceparent, formatTraceparent, parseTraceparent, traceIdOf } from './trace.ts';
