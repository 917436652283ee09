import { afterAll, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../src/avro/json.ts';
import { parseRecord } from '../src/avro/parse.ts';
import { fullTransitive } from '../src/check/full-transitive.ts';
import { DeployError, registerSchemas } from '../src/deploy/index.ts';
import { evolutionCases } from './evolution-cases.ts';
import { stackVariable, uniqueName } from './stack.ts';

const registryUrl = stackVariable('SCHEMA_REGISTRY_URL');
// The subject stays the same when the record is renamed: it is the registry's judgement that is asked for.
const record = 'orpheus.samples.Sample';
const topics: string[] = [];

afterAll(async () => {
  for (const topic of topics) await fetch(`${registryUrl}/subjects/${topic}-${record}`, { method: 'DELETE' });
});

async function registryTakes(released: readonly JsonObject[], next: JsonObject): Promise<boolean> {
  const topic = uniqueName('agrees');
  topics.push(topic);
  const register = (schema: JsonObject) =>
    registerSchemas({ registryUrl, events: [{ topic, record, schema }] });
  for (const schema of released) await register(schema);
  try {
    await register(next);
    return true;
  } catch (error) {
    if (error instanceof DeployError && error.message.includes('(status 409)')) return false;
    throw error;
  }
}

describe('the check and the registry judge alike, or the check is the stricter', () => {
  test.each(evolutionCases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const versions = one.released.map((schema, index) => ({
      schema,
      model: parseRecord(schema),
      number: index + 1,
    }));
    const ours = fullTransitive({ schema: one.next, model: parseRecord(one.next) }, versions).length === 0;
    const theirs = await registryTakes(one.released, one.next);
    expect({ ours, theirs }).toEqual({
      ours: one.accepted,
      theirs: one.accepted || one.registryAccepts === true,
    });
  });
});
