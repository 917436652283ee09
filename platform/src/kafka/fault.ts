import { QueryFailedError } from 'typeorm';
import { isPassingDatabaseError } from '../db/passing-error.ts';

/** This message can never be handled, whoever tries: it goes to the dead letters at once. */
export class PoisonMessage extends Error {
  readonly errorClass: string;

  constructor(errorClass: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PoisonMessage';
    this.errorClass = errorClass;
  }
}

/** Something outside the message is away for now (registry, provider): try again later. */
export class PassingFault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PassingFault';
  }
}

/**
 * Says whether a failure passes by itself. Only a failure that lies in the message may cost the message its place, so of
 * the database's errors only the classes about data (22, 23, 54, P0) count as such: a missing table or right is the
 * deployment's fault and must stop the consumer visibly, not empty the topic into the dead letters.
 */
export function isPassing(error: unknown): boolean {
  if (error instanceof PassingFault) return true;
  if (error instanceof PoisonMessage) return false;
  if (isPassingDatabaseError(error)) return true;
  const state = sqlState(error);
  return state !== undefined && !/^(22|23|54|P0)/.test(state);
}

function sqlState(error: unknown): string | undefined {
  const source: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (!(source instanceof Error) || !('code' in source) || !('severity' in source)) return undefined;
  return typeof source.code === 'string' ? source.code : undefined;
}

/** Name and message of an error as a dead letter tells them. */
export function describeFault(error: unknown): { errorClass: string; message: string } {
  if (error instanceof PoisonMessage) return { errorClass: error.errorClass, message: error.message };
  if (error instanceof Error) return { errorClass: error.name, message: error.message };
  return { errorClass: 'Unknown', message: String(error) };
}
