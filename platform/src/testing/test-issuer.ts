import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** What a token is to say. */
export interface TestClaims {
  readonly sub: string;
  readonly roles?: readonly string[];
  /** Separated by spaces. */
  readonly scope?: string;
  readonly issuer?: string;
  readonly audience?: string;
  /** Seconds from now, negative for an expired token; 3,600 by default. */
  readonly expiresInSeconds?: number;
}

/** A token issuer for tests and local runs: a key pair and its JWKS behind a URL. */
export interface TestIssuer {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string;
  /** The environment of a service that trusts this issuer. */
  readonly env: Readonly<Record<'AUTH_JWKS_URL' | 'AUTH_ISSUER' | 'AUTH_AUDIENCE', string>>;
  token(claims: TestClaims): Promise<string>;
  /** From now on signs by a new key; the old one is withdrawn. */
  rotate(): Promise<void>;
  /** While false, the JWKS answers 503. */
  setAvailable(available: boolean): void;
  /** How often the JWKS was asked for. */
  fetches(): number;
  close(): Promise<void>;
}

async function createKey() {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = randomUUID();
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' };
  return { privateKey, kid, jwk };
}

/** Starts an issuer on a free port of this machine. */
export async function createTestIssuer(): Promise<TestIssuer> {
  const audience = 'orpheus';
  let key = await createKey();
  let available = true;
  let fetches = 0;
  const server = createServer((_request, response) => {
    fetches += 1;
    response.statusCode = available ? 200 : 503;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ keys: available ? [key.jwk] : [] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the issuer has no port');
  const issuer = `http://127.0.0.1:${address.port}`;
  const jwksUrl = `${issuer}/.well-known/jwks.json`;
  return {
    issuer,
    audience,
    jwksUrl,
    env: { AUTH_JWKS_URL: jwksUrl, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience },
    token: ({ sub, roles = [], scope, expiresInSeconds = 3_600, ...claims }) => {
      const now = Math.floor(Date.now() / 1_000);
      return new SignJWT({ roles, ...(scope === undefined ? {} : { scope }) })
        .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'at+jwt' })
        .setSubject(sub)
        .setIssuer(claims.issuer ?? issuer)
        .setAudience(claims.audience ?? audience)
        .setIssuedAt(now)
        .setExpirationTime(now + expiresInSeconds)
        .sign(key.privateKey);
    },
    rotate: async () => {
      key = await createKey();
    },
    setAvailable: (value) => {
      available = value;
    },
    fetches: () => fetches,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
