import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';

const ALGORITHM = 'RS256';
/** Who the tokens of a development or test system come from, and whom they are for. */
export const ISSUER = 'urn:orpheus:development';
export const AUDIENCE = 'orpheus';

export interface TokenOptions {
  /** A UUID for a customer. */
  readonly subject: string;
  readonly roles: readonly ('customer' | 'support' | 'operator' | 'admin')[];
  /** 12 hours when left out; a negative one makes an expired token. */
  readonly lifetimeSeconds?: number;
}

/** Signs tokens and serves the public key to the services, as identity will. */
export interface Issuer {
  readonly jwksUrl: string;
  token(options: TokenOptions): Promise<string>;
  stop(): Promise<void>;
}

/** @param options.keyFile where the key pair is kept, so that tokens stay good over a restart; else it is new each time. */
export async function startIssuer(options: { port: number; keyFile?: string }): Promise<Issuer> {
  const privateJwk = await loadOrMakeKey(options.keyFile);
  const kid = await calculateJwkThumbprint(privateJwk);
  const key = await importJWK(privateJwk, ALGORITHM);
  const { kty, n, e } = privateJwk;
  const keySet = JSON.stringify({ keys: [{ kty, n, e, kid, alg: ALGORITHM, use: 'sig' }] });
  const server = createServer((request, response) => {
    const known = request.url === '/.well-known/jwks.json';
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' }).end(known ? keySet : '{}');
  });
  const port = await listen(server, options.port);
  return {
    jwksUrl: `http://127.0.0.1:${port}/.well-known/jwks.json`,
    token: ({ subject, roles, lifetimeSeconds = 12 * 3600 }) => {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ roles: [...roles] })
        .setProtectedHeader({ alg: ALGORITHM, kid })
        .setSubject(subject)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt(now)
        .setExpirationTime(now + lifetimeSeconds)
        .sign(key);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function loadOrMakeKey(file: string | undefined): Promise<JWK> {
  const stored = file === undefined ? undefined : await readFile(file, 'utf8').catch(() => undefined);
  if (stored !== undefined) return JSON.parse(stored);
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(privateKey);
  if (file !== undefined) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify(jwk), { mode: 0o600 });
  }
  return jwk;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
