import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { allTopics } from '@orpheus/schemas';
import kafkajs from 'kafkajs';
import { type Issuer, startIssuer } from '../auth/index.ts';
import { addressesFrom } from '../stack/choose-stack.ts';
import { layoutOf, type StackAddresses } from '../stack/index.ts';
import { pick } from '../stack/ports.ts';
import { type EventWatch, watchEvents } from '../system/event-watch.ts';
import { dropServiceDatabase } from '../system/service-database.ts';
import { SERVICES } from '../system/service-names.ts';
import { createSystem, type ProgramName, prepareSystem, type System } from '../system/system.ts';

export interface TestSystemOptions {
  /** Environment of single programs, e.g. `{ inventory: { RESERVATION_TTL_MS: '500' } }`. */
  readonly settings?: Readonly<Partial<Record<ProgramName, Readonly<Record<string, string>>>>>;
  /** Where the servers are; the environment says it when left out, as `npm run test:e2e` sets it. */
  readonly stack?: StackAddresses;
}

/** A whole system of a test's own: four databases, topics under a prefix, five processes. */
export interface TestSystem extends System {
  readonly stack: StackAddresses;
  readonly topicPrefix: string;
  /** Of a service: its role's own URL. */
  readonly databaseUrls: Readonly<Record<(typeof SERVICES)[number], string>>;
  readonly token: Issuer['token'];
  /** Everything that was published since the system was made. */
  readonly watch: EventWatch;
  /** Stops it and removes its databases and topics. */
  close(): Promise<void>;
}

/** Starts all services, from sources, as processes of their own, and waits until each is ready. */
export async function startTestSystem(options: TestSystemOptions = {}): Promise<TestSystem> {
  const layout = layoutOf(process.env);
  const stack = options.stack ?? addressesFrom(process.env);
  const id = `e${randomBytes(4).toString('hex')}`;
  const topicPrefix = `${id}.`;
  const databasePrefix = `${id}_`;
  const issuer = await startIssuer({ port: 0 });
  const names = [...SERVICES, 'provider'] as const;
  const [catalog = 0, inventory = 0, orders = 0, payments = 0, provider = 0] = await distinctPorts(
    names.length,
  );
  const databaseUrls = await prepareSystem({ stack, topicPrefix, databasePrefix });
  const system = createSystem(
    {
      layout,
      stack,
      issuer,
      ports: { catalog, inventory, orders, payments, provider },
      topicPrefix,
      databasePrefix,
      logFolder: join(layout.logs, 'test', id),
      providerLedger: join(layout.data, `test-${process.pid}`, `ledger-${id}.jsonl`),
      settings: { ...options.settings, provider: { ...PROMPT_PROVIDER, ...options.settings?.provider } },
      onCrash: (name, reason) => console.error(`${name} crashed: ${reason.message}`),
    },
    databaseUrls,
  );
  const watch = await watchEvents({ brokers: stack.KAFKA_BROKERS, topicPrefix, fromBeginning: true });

  const close = async (): Promise<void> => {
    await Promise.all([system.stop(), watch.close(), issuer.stop()]);
    await Promise.all([
      deleteTopics(stack, topicPrefix),
      ...SERVICES.map((name) => dropServiceDatabase(stack.DATABASE_URL, `${databasePrefix}${name}`)),
    ]);
  };
  try {
    await system.start();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ...system,
    stack,
    topicPrefix,
    databaseUrls,
    token: (claims) => issuer.token(claims),
    watch,
    close,
  };
}

/** The simulated provider without its usual delays. */
const PROMPT_PROVIDER = {
  PROVIDER_MIN_DELAY_MS: '0',
  PROVIDER_MAX_DELAY_MS: '0',
  PROVIDER_SETTLE_DELAY_MS: '0',
} as const;

async function distinctPorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await pick());
  return [...ports];
}

async function deleteTopics(stack: StackAddresses, prefix: string): Promise<void> {
  const kafka = new kafkajs.Kafka({
    clientId: 'orpheus-test',
    brokers: stack.KAFKA_BROKERS.split(','),
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.deleteTopics({ topics: allTopics.map((topic) => `${prefix}${topic.name}`), timeout: 30_000 });
  } finally {
    await admin.disconnect();
  }
}
