import { createAvroCodec } from '@orpheus/platform/avro';
import { loadConfig } from '@orpheus/platform/config';
import { startService } from '@orpheus/platform/service';
import {
  createTestDatabase,
  createTestIssuer,
  createTestKafka,
  createTestPeer,
  type HttpClient,
  httpClient,
  type TestPeer,
  waitFor,
} from '@orpheus/platform/testing';
import { events } from '@orpheus/schemas';
import { registerSchemas } from '@orpheus/schemas/deploy';
import { catalogConfig } from '../../src/config.ts';
import { catalogService } from '../../src/service.ts';

/** The whole service with a database, topics and a token issuer of its own. */
export interface Stage {
  as(role: 'customer' | 'operator' | 'admin'): HttpClient;
  readonly anybody: HttpClient;
  /** Plays inventory, and reads what is published. */
  readonly peer: TestPeer;
  stop(): Promise<void>;
}

export async function startStage(): Promise<Stage> {
  const SCHEMA_REGISTRY_URL = process.env.SCHEMA_REGISTRY_URL ?? '';
  await registerSchemas({ registryUrl: SCHEMA_REGISTRY_URL });
  const [database, issuer, kafka] = await Promise.all([
    createTestDatabase(),
    createTestIssuer(),
    createTestKafka(),
  ]);
  await kafka.createTopics([
    { topic: 'products', compacted: true },
    { topic: 'stock-levels', compacted: true },
    { topic: 'catalog.dlq' },
    { topic: 'catalog.replay' },
  ]);
  const service = await startService(
    catalogService,
    loadConfig(catalogConfig, {
      ...issuer.env,
      DATABASE_URL: database.url,
      KAFKA_BROKERS: kafka.brokers.join(','),
      KAFKA_TOPIC_PREFIX: kafka.prefix,
      SCHEMA_REGISTRY_URL,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'error',
    }),
    { validateResponses: true },
  );
  const codec = createAvroCodec({ registryUrl: SCHEMA_REGISTRY_URL });
  const peer = await createTestPeer({ kafka, codec, watch: [events.product], source: 'inventory' });
  const anybody = httpClient(service.url);
  const clientAs = async (role: string) =>
    httpClient(service.url, await issuer.token({ sub: `a-${role}`, roles: [role] }));
  const clients = {
    customer: await clientAs('customer'),
    operator: await clientAs('operator'),
    admin: await clientAs('admin'),
  };
  await waitFor(async () => (await anybody.get('/health/ready')).status === 200, { timeoutMs: 20_000 });
  return {
    as: (role) => clients[role],
    anybody,
    peer,
    async stop() {
      await peer.close();
      await service.stop();
      await kafka.close();
      await issuer.close();
      await database.drop();
    },
  };
}
