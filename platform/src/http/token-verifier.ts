import { hash } from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Caller, VerifyToken } from './caller.ts';
import { InvalidTokenError } from './caller.ts';
import type { KeySetOptions } from './key-set.ts';
import { createKeySet } from './key-set.ts';

/** Which tokens count. */
export interface TokenVerifierOptions {
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  /** How far the issuer's clock may be off; 5 s by default. */
  readonly clockToleranceSeconds?: number;
  /** Verified tokens that are remembered; 10,000 by default. */
  readonly cacheSize?: number;
  readonly keySet?: Omit<KeySetOptions, 'url'>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

// Remembered tokens outlive their key by this much when it is withdrawn.
const maxRememberedMs = 300_000;

const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  exp: z.number(),
  roles: z.array(z.string()).default([]),
  scope: z.string().default(''),
});

interface Remembered {
  readonly caller: Caller;
  readonly untilMs: number;
}

/**
 * Verifies RS256 access tokens against a JWKS: signature, issuer, audience, expiry, and an algorithm that the token
 * cannot choose. A verified token is remembered by its hash (a signature costs 20 times as much) until it expires, five
 * minutes at most, so that a withdrawn key counts soon.
 */
export function createTokenVerifier(options: TokenVerifierOptions): VerifyToken {
  const { issuer, audience, clockToleranceSeconds = 5, cacheSize = 10_000, now = Date.now } = options;
  const keys = createKeySet({ ...options.keySet, url: options.jwksUrl });
  const remembered = new Map<string, Remembered>();

  const verify = async (token: string): Promise<{ caller: Caller; expiresAtMs: number }> => {
    const { payload } = await jwtVerify(token, keys.getKey, {
      algorithms: ['RS256'],
      issuer,
      audience,
      clockTolerance: clockToleranceSeconds,
      currentDate: new Date(now()),
      requiredClaims: ['sub', 'exp'],
    });
    const { sub, exp, roles, scope } = claimsSchema.parse(payload);
    const scopes = scope.split(' ').filter((each) => each !== '');
    return { caller: { subject: sub, roles, scopes }, expiresAtMs: exp * 1_000 };
  };

  const remember = (key: string, entry: Remembered): void => {
    const [oldest] = remembered.keys();
    if (remembered.size >= cacheSize && oldest !== undefined) remembered.delete(oldest);
    remembered.set(key, entry);
  };

  return async (token) => {
    const key = hash('sha256', token, 'base64');
    const known = remembered.get(key);
    remembered.delete(key);
    if (known !== undefined && known.untilMs > now()) {
      // Put in again: the map's order is the order of use, and the first one is dropped.
      remembered.set(key, known);
      return known.caller;
    }
    try {
      const { caller, expiresAtMs } = await verify(token);
      remember(key, { caller, untilMs: Math.min(expiresAtMs, now() + maxRememberedMs) });
      return caller;
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof z.ZodError) {
        throw new InvalidTokenError('the token is not valid', { cause: error });
      }
      throw error;
    }
  };
}
