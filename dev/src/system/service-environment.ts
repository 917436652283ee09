import { AUDIENCE, ISSUER } from '../auth/index.ts';
import type { StackAddresses } from '../stack/index.ts';

export interface ServiceEnvironmentParts {
  readonly stack: StackAddresses;
  /** The service's own. */
  readonly databaseUrl: string;
  readonly port: number;
  readonly jwksUrl: string;
  readonly topicPrefix: string;
  /** What only this service knows, or what a test wants otherwise; wins over everything else. */
  readonly more: Readonly<Record<string, string>>;
}

/**
 * The environment of one service process. Of our own environment it gets only what a program needs to run at
 * all: a variable that happens to be set in somebody's shell must not configure a service.
 */
export function serviceEnvironment(
  inherited: NodeJS.ProcessEnv,
  parts: ServiceEnvironmentParts,
): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'NODE_EXTRA_CA_CERTS'].flatMap((name) => {
    const value = inherited[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    ...parts.stack,
    DATABASE_URL: parts.databaseUrl,
    HOST: '127.0.0.1',
    PORT: String(parts.port),
    KAFKA_TOPIC_PREFIX: parts.topicPrefix,
    AUTH_JWKS_URL: parts.jwksUrl,
    AUTH_ISSUER: ISSUER,
    AUTH_AUDIENCE: AUDIENCE,
    ...parts.more,
  };
}
