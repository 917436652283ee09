import { isPassingDatabaseError } from '../db/passing-error.ts';
import { PassingFault } from '../kafka/fault.ts';
import { InvalidTokenError, TokenKeysUnavailableError } from './caller.ts';
import { Problem } from './problem.ts';

/** A service's own errors as problems; undefined for what it does not know. */
export type MapError = (error: unknown) => Problem | undefined;

function unavailable(detail: string): Problem {
  return new Problem({
    status: 503,
    code: 'UNAVAILABLE',
    title: 'The service is not available right now',
    detail,
    headers: { 'retry-after': '1' },
  });
}

function platformProblem(error: unknown): Problem | undefined {
  if (error instanceof InvalidTokenError) {
    return new Problem({
      status: 401,
      code: 'TOKEN_INVALID',
      title: 'The bearer token is not valid',
      headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    });
  }
  if (error instanceof TokenKeysUnavailableError) return unavailable('Tokens cannot be verified.');
  if (isPassingDatabaseError(error)) return unavailable('The database does not answer.');
  if (error instanceof PassingFault) return unavailable('Something that it needs does not answer.');
  return undefined;
}

const internalError = new Problem({
  status: 500,
  code: 'INTERNAL',
  title: 'Something went wrong on our side',
});

/** Says as which problem an error is answered: the one place where that is decided. Unknown errors tell nothing. */
export function problemOf(error: unknown, mapError: MapError): Problem {
  if (error instanceof Problem) return error;
  return mapError(error) ?? platformProblem(error) ?? internalError;
}
