import type { DestinationStream } from 'pino';
import { pino, stdTimeFunctions } from 'pino';
import { censored } from './censor.ts';
import { currentContext } from './context.ts';
import { serializeError } from './serialize-error.ts';
import { traceIdOf } from './trace.ts';

/** Writes one event: `log({ orderId }, 'order_placed')` or `log('started')`. */
export interface LogWrite {
  (fields: object, event: string): void;
  (event: string): void;
}

/** Where a service writes its events. Fields hold no secrets and no personal data. */
export interface Logger {
  readonly debug: LogWrite;
  readonly info: LogWrite;
  readonly warn: LogWrite;
  readonly error: LogWrite;
  readonly fatal: LogWrite;
  /** A logger that adds `fields` to each line. */
  child(fields: Readonly<Record<string, unknown>>): Logger;
}

/** How a logger is made. */
export interface LoggerOptions {
  readonly service: string;
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Standard output by default. */
  readonly destination?: DestinationStream;
}

function contextFields(): object {
  const { traceparent, ...fields } = currentContext();
  return traceparent === undefined ? fields : { ...fields, traceId: traceIdOf(traceparent) };
}

/**
 * A JSON logger on standard output. Each line has `time`, `level`, `service`, `msg` (the event's name), the ids of the
 * running work (`traceId`, `requestId`, `orderId`) and the fields given; what looks like a secret is censored.
 */
export function createLogger(options: LoggerOptions): Logger {
  const settings = {
    level: options.level,
    base: { service: options.service },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: censored },
    serializers: { error: serializeError, err: serializeError },
    mixin: contextFields,
  };
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination);
}
