/** Who calls, as the verified token says. */
export interface Caller {
  /** The token's `sub`. */
  readonly subject: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
}

/**
 * Verifies a bearer token. Rejects with {@link InvalidTokenError}, or with {@link TokenKeysUnavailableError} when it
 * cannot tell.
 */
export type VerifyToken = (token: string) => Promise<Caller>;

/** The token is malformed, expired, not for us, or not signed by a known key. */
export class InvalidTokenError extends Error {
  override readonly name = 'InvalidTokenError';
}

/** The issuer's keys cannot be had, so no token can be judged. */
export class TokenKeysUnavailableError extends Error {
  override readonly name = 'TokenKeysUnavailableError';
}

/** Who may call a route: everybody, or callers with at least one of the roles (any verified caller if there are none). */
export type Auth = 'public' | { readonly roles: readonly string[] };

/** A route that is not public always has a caller. */
export type CallerOf<A extends Auth> = A extends 'public' ? Caller | undefined : Caller;
