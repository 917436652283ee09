import { isNativeError } from 'node:util/types';

/** What a log line says of an error. */
export interface SerializedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string | number;
  readonly stack?: string;
  readonly cause?: SerializedError;
}

const deepest = 5;

function serializedAt(error: unknown, depth: number): SerializedError {
  if (!isNativeError(error)) return { type: typeof error, message: String(error) };
  const code = 'code' in error ? error.code : undefined;
  const cause =
    error.cause === undefined || depth >= deepest ? undefined : serializedAt(error.cause, depth + 1);
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(cause === undefined ? {} : { cause }),
  };
}

/**
 * An error for a log line, with its causes. Only these fields: what else hangs on an error (a statement's parameters, a
 * response's body) may be a secret.
 */
export function serializeError(error: unknown): SerializedError {
  return serializedAt(error, 1);
}
