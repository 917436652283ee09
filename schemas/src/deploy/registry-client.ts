import { isObject, type JsonObject } from '../avro/json.ts';
import { DeployError } from './deploy-error.ts';

/** An answer of the registry: `body` is the parsed JSON, or an empty object where there was none. */
export interface RegistryAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

export interface RegistryClient {
  /** Rejects with {@link DeployError} if the registry does not answer. */
  request(method: 'GET' | 'POST' | 'PUT', path: string, body?: JsonObject): Promise<RegistryAnswer>;
}

const contentType = 'application/vnd.schemaregistry.v1+json';

/** Speaks the Confluent registry API below `registryUrl`; a user and password in the URL become basic auth. */
export function createRegistryClient(registryUrl: string, timeoutMs: number): RegistryClient {
  const base = parseUrl(registryUrl);
  const shownUrl = `${base.origin}${base.pathname}`;
  const headers: Record<string, string> = { accept: contentType, 'content-type': contentType };
  if (base.username !== '') {
    const pair = `${decodeURIComponent(base.username)}:${decodeURIComponent(base.password)}`;
    headers['authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`;
  }
  return {
    async request(method, path, body) {
      const signal = AbortSignal.timeout(timeoutMs);
      const init = { method, headers, signal, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      try {
        const response = await fetch(`${shownUrl.replace(/\/$/, '')}${path}`, init);
        return { status: response.status, body: parseBody(await response.text()) };
      } catch (error) {
        throw new DeployError(`the schema registry at ${shownUrl} does not answer: ${reason(error)}`, {
          cause: error,
        });
      }
    },
  };
}

function parseUrl(text: string): URL {
  if (!URL.canParse(text)) throw new DeployError('the address of the schema registry is no URL');
  return new URL(text);
}

function parseBody(text: string): JsonObject {
  try {
    const body: unknown = JSON.parse(text);
    return isObject(body) ? body : {};
  } catch {
    return { message: text.slice(0, 200) };
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}
