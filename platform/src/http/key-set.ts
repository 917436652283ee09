import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import { createLocalJWKSet, errors } from 'jose';
import { z } from 'zod';
import { TokenKeysUnavailableError } from './caller.ts';

const jwksSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** The issuer's keys. */
export interface KeySet {
  /** jose's way to ask for the key of a token. */
  readonly getKey: JWTVerifyGetKey;
}

/** Where the keys come from and how long they serve; milliseconds. */
export interface KeySetOptions {
  readonly url: string;
  /** Fetched again in the background when older; 10 minutes by default. */
  readonly maxAgeMs?: number;
  /** An unknown key makes for a fetch at most this often; 5 s by default. */
  readonly cooldownMs?: number;
  readonly timeoutMs?: number;
}

interface Loaded {
  readonly getKey: JWTVerifyGetKey;
  readonly atMs: number;
}

async function fetchKeys(url: string, timeoutMs: number): Promise<JWTVerifyGetKey> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
    if (!response.ok) throw new Error(`the key set answered ${response.status}`);
    const keys: JSONWebKeySet = jwksSchema.parse(await response.json());
    return createLocalJWKSet(keys);
  } catch (cause) {
    throw new TokenKeysUnavailableError('the key set cannot be had', { cause });
  }
}

/**
 * A JWKS over HTTP. Keys that were fetched once go on serving while the issuer is away; a token with an unknown key makes
 * for a new fetch (rotation), at most once a cooldown. Rejects with {@link TokenKeysUnavailableError} when there are no keys.
 */
export function createKeySet(options: KeySetOptions): KeySet {
  const { url, maxAgeMs = 600_000, cooldownMs = 5_000, timeoutMs = 2_000 } = options;
  let loaded: Loaded | undefined;
  let loading: Promise<Loaded> | undefined;

  const load = (): Promise<Loaded> => {
    loading ??= fetchKeys(url, timeoutMs)
      .then((getKey) => {
        loaded = { getKey, atMs: performance.now() };
        return loaded;
      })
      .finally(() => {
        loading = undefined;
      });
    return loading;
  };

  const ageMs = (keys: Loaded): number => performance.now() - keys.atMs;

  return {
    getKey: async (header, token) => {
      const keys = loaded ?? (await load());
      if (ageMs(keys) > maxAgeMs) void load().catch(() => undefined);
      try {
        return await keys.getKey(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey) || ageMs(keys) < cooldownMs) throw error;
        return (await load()).getKey(header, token);
      }
    },
  };
}
