import { type CatalogueEvent, subjectOf } from '../catalogue/event.ts';
import { events as catalogue } from '../catalogue.ts';
import { concurrently } from './concurrently.ts';
import { DeployError } from './deploy-error.ts';
import { createRegistryClient, type RegistryAnswer, type RegistryClient } from './registry-client.ts';

/** How each subject is guarded: every version can be read with every other one. */
export const compatibility = 'FULL_TRANSITIVE';

export interface RegisterOptions {
  /** Address of the registry's Confluent API. */
  readonly registryUrl: string;
  /** What to register; the whole catalogue unless told otherwise. */
  readonly events?: readonly Pick<CatalogueEvent, 'topic' | 'record' | 'schema'>[];
  /** Deadline of one request in milliseconds. */
  readonly timeoutMs?: number;
}

export interface Registration {
  readonly subject: string;
  /** The id that messages carry. */
  readonly schemaId: number;
  /** What was done; empty if all was as it should be. */
  readonly changes: readonly string[];
}

/**
 * Registers schemas under their subjects, compatibility first. Running it again changes nothing. It is a deploy
 * step: no service ever calls it. Rejects with {@link DeployError} if the registry is away or refuses a schema.
 */
export async function registerSchemas(options: RegisterOptions): Promise<readonly Registration[]> {
  const { registryUrl, events = Object.values(catalogue), timeoutMs = 10_000 } = options;
  const registry = createRegistryClient(registryUrl, timeoutMs);
  return concurrently(events, 6, (event) => registerOne(registry, event));
}

async function registerOne(
  registry: RegistryClient,
  event: Pick<CatalogueEvent, 'topic' | 'record' | 'schema'>,
): Promise<Registration> {
  const subject = subjectOf(event);
  const path = encodeURIComponent(subject);
  const changes: string[] = [];

  if (await ensureCompatibility(registry, subject)) changes.push(`compatibility ${compatibility}`);

  const body = { schemaType: 'AVRO', schema: JSON.stringify(event.schema) };
  const existing = await registry.request('POST', `/subjects/${path}`, body);
  const known = schemaId(existing);
  if (known !== undefined) return { subject, schemaId: known, changes };
  if (existing.status !== 404) throw refused(subject, 'could not be looked up', existing);

  const answer = await registry.request('POST', `/subjects/${path}/versions`, body);
  const registered = schemaId(answer);
  if (registered !== undefined)
    return { subject, schemaId: registered, changes: [...changes, 'new version'] };
  // Another deployment may have registered the same schema between our look and our request.
  const meanwhile = schemaId(await registry.request('POST', `/subjects/${path}`, body));
  if (meanwhile === undefined) throw refused(subject, 'was not taken', answer);
  return { subject, schemaId: meanwhile, changes };
}

async function ensureCompatibility(registry: RegistryClient, subject: string): Promise<boolean> {
  const path = `/config/${encodeURIComponent(subject)}`;
  const current = await registry.request('GET', path);
  if (isGuarded(current)) return false;
  if (current.status !== 200 && current.status !== 404)
    throw refused(subject, 'has no readable rule', current);
  const answer = await registry.request('PUT', path, { compatibility });
  if (answer.status === 200) return true;
  // Another deployment may have been first.
  if (isGuarded(await registry.request('GET', path))) return false;
  throw refused(subject, `could not be put under ${compatibility}`, answer);
}

function isGuarded({ status, body }: RegistryAnswer): boolean {
  return status === 200 && body['compatibilityLevel'] === compatibility;
}

function schemaId({ status, body }: RegistryAnswer): number | undefined {
  return status === 200 && typeof body['id'] === 'number' ? body['id'] : undefined;
}

function refused(subject: string, what: string, { status, body }: RegistryAnswer): DeployError {
  const message = typeof body['message'] === 'string' ? body['message'] : 'without a reason';
  const hint = status === 409 || status === 422 ? '; `npm run schemas:check` names the field' : '';
  return new DeployError(`${subject} ${what} by the schema registry (status ${status}): ${message}${hint}`);
}
