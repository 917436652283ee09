import { afterAll, describe, expect, test } from '@jest/globals';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import avsc from 'avsc';
import type { JsonObject } from '../src/avro/json.ts';
import { events } from '../src/catalogue.ts';
import { registerSchemas } from '../src/deploy/index.ts';
import { stackVariable, uniqueName } from './stack.ts';

const registryUrl = stackVariable('SCHEMA_REGISTRY_URL');
const subjects = new Set<string>();

/** Definitions on topics of this test alone, so that their subjects are new to the registry. */
function own<Definition extends { readonly topic: string; readonly record: string }>(
  definitions: readonly Definition[],
): readonly Definition[] {
  const topic = uniqueName('register');
  for (const { record } of definitions) subjects.add(`${topic}-${record}`);
  return definitions.map((definition) => ({ ...definition, topic }));
}

async function ask(path: string): Promise<unknown> {
  return (await fetch(`${registryUrl}${path}`)).json();
}

function sample(fields: readonly JsonObject[]) {
  const schema = { type: 'record', name: 'Sample', namespace: 'orpheus.samples', fields };
  return { record: 'orpheus.samples.Sample', schema };
}

afterAll(async () => {
  for (const subject of subjects) await fetch(`${registryUrl}/subjects/${subject}`, { method: 'DELETE' });
});

describe('registering schemas', () => {
  test('every event gets its subject under FULL_TRANSITIVE, and a second run changes nothing', async () => {
    const definitions = own(Object.values(events));
    const first = await registerSchemas({ registryUrl, events: definitions });
    expect(first.map(({ subject }) => subject)).toEqual(
      definitions.map(({ topic, record }) => `${topic}-${record}`),
    );
    expect(first.every(({ changes }) => changes.length === 2)).toBe(true);

    const second = await registerSchemas({ registryUrl, events: definitions });
    expect(second.map(({ changes }) => changes.length)).toEqual(definitions.map(() => 0));
    expect(second.map(({ schemaId }) => schemaId)).toEqual(first.map(({ schemaId }) => schemaId));

    for (const { subject } of first) {
      expect(await ask(`/config/${subject}`)).toMatchObject({ compatibilityLevel: 'FULL_TRANSITIVE' });
      expect(await ask(`/subjects/${subject}/versions`)).toEqual([1]);
    }
  });

  // The registry may note the same schema twice then, under one id; what messages carry is that id.
  test('several deployments at once end as one', async () => {
    const definitions = own(Object.values(events));
    const runs = await Promise.all(
      [1, 2, 3].map(() => registerSchemas({ registryUrl, events: definitions })),
    );
    const [first] = runs;
    for (const run of runs) {
      expect(run.map(({ schemaId }) => schemaId)).toEqual(first?.map(({ schemaId }) => schemaId));
    }
    for (const { subject } of first ?? []) {
      expect(await ask(`/config/${subject}`)).toMatchObject({ compatibilityLevel: 'FULL_TRANSITIVE' });
    }
  });

  test('a rule that somebody loosened is put back', async () => {
    const definitions = own([sample([{ name: 'a', type: 'int' }])].map((one) => ({ ...one, topic: '' })));
    const [{ subject } = { subject: '' }] = await registerSchemas({ registryUrl, events: definitions });
    await fetch(`${registryUrl}/config/${subject}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ compatibility: 'NONE' }),
    });
    const [again] = await registerSchemas({ registryUrl, events: definitions });
    expect(again?.changes).toEqual(['compatibility FULL_TRANSITIVE']);
  });

  test('a compatible change is a new version, an incompatible one is refused with its subject', async () => {
    const a = { name: 'a', type: 'int' };
    const b = { name: 'b', type: 'int', default: 0 };
    const [one] = own([{ ...sample([a]), topic: '' }]);
    if (one === undefined) throw new Error('no definition');
    const register = (fields: readonly JsonObject[]) =>
      registerSchemas({ registryUrl, events: [{ ...one, ...sample(fields) }] });

    await register([a]);
    const [changed] = await register([a, b]);
    expect(changed?.changes).toEqual(['new version']);
    await expect(register([{ name: 'a', type: 'long' }])).rejects.toThrow(
      `${one.topic}-orpheus.samples.Sample was not taken by the schema registry (status 409)`,
    );
    expect(await ask(`/subjects/${one.topic}-orpheus.samples.Sample/versions`)).toEqual([1, 2]);
  });

  test.each(Object.values(events).map((event) => [event.type, event] as const))(
    'whoever has only the registry decodes %s',
    async (_, event) => {
      const [registration] = await registerSchemas({ registryUrl, events: own([event]) });
      const payload: unknown = avsc.Type.forSchema(JSON.parse(JSON.stringify(event.schema))).random();
      const bytes = await new SchemaRegistry({ host: registryUrl }).encode(
        registration?.schemaId ?? -1,
        payload,
      );
      expect(bytes.readUInt8(0)).toBe(0);
      const decoded: unknown = await new SchemaRegistry({ host: registryUrl }).decode(bytes);
      expect(JSON.parse(JSON.stringify(decoded))).toEqual(JSON.parse(JSON.stringify(payload)));
    },
  );

  test('a registry that is away is named without its password', async () => {
    const registration = registerSchemas({
      registryUrl: 'http://user:hidden@127.0.0.1:1/apis',
      timeoutMs: 2_000,
    });
    await expect(registration).rejects.toThrow(
      'the schema registry at http://127.0.0.1:1/apis does not answer',
    );
    await expect(registerSchemas({ registryUrl: 'nowhere' })).rejects.toThrow('is no URL');
  });
});
