import { join } from 'node:path';
import { startIssuer } from '../auth/index.ts';
import { api, type SeededProduct, seed } from '../seed/index.ts';
import { type Layout, startStack } from '../stack/index.ts';
import { claimFolder, releaseFolder, systemFolder } from '../stack/local/claim.ts';
import { rememberedPorts } from '../stack/ports.ts';
import { forgetRunning, noteRunning } from '../stack/running.ts';
import {
  createSystem,
  type ProgramName,
  prepareSystem,
  SERVICES,
  type System,
  USUAL_PORTS,
  watchEvents,
} from '../system/index.ts';
import { placeFirstOrder, type Story } from './first-order.ts';
import { watchLogs } from './log-watch.ts';
import { restartOnChange } from './source-watch.ts';
import type { Steps } from './steps.ts';

/** Any UUID makes a customer. */
const CUSTOMER = '01890000-0000-7000-8000-00000000c0de';
const CLERK = '01890000-0000-7000-8000-0000000c1e4c';

/** A developer's machine has other things to do: less memory for a service at the price of some speed. */
const SMALL = ['--max-semi-space-size=4', '--optimize-for-size'];

/** A system that runs, with the story of its first order. */
export interface Running {
  readonly urls: System['urls'];
  readonly story: Story;
  readonly products: readonly SeededProduct[];
  readonly customerToken: string;
  readonly logFolder: string;
  stop(): Promise<void>;
}

/** All the steps of `npm start`. Whatever was started before a step failed ends with this process. */
export async function bringUp(layout: Layout, steps: Steps): Promise<Running> {
  const claim = systemFolder(layout);
  await claimFolder(claim);
  const stack = await steps.step(
    'servers',
    () =>
      startStack({
        layout,
        purpose: 'development',
        environment: process.env,
        report: (line) => steps.note(line),
      }),
    ({ kind }) => `PostgreSQL, Kafka, schema registry and Redis (${KINDS[kind]})`,
  );
  await noteRunning(layout, stack.addresses);
  const options = await systemOptions(layout);
  const issuer = await startIssuer({
    port: options.ports['issuer'] ?? 0,
    keyFile: join(layout.data, 'issuer-key.json'),
  });
  const topicPrefix = '';
  const databaseUrls = await steps.step(
    'contracts',
    () => prepareSystem({ stack: stack.addresses, topicPrefix, databasePrefix: '' }),
    () => 'topics, registered schemas, a database and a role for each service',
  );
  const show = (line: string): void => console.error(line);
  const system = createSystem(
    {
      ...options,
      layout,
      stack: stack.addresses,
      issuer,
      topicPrefix,
      databasePrefix: '',
      nodeFlags: SMALL,
      onCrash: (name, reason) => show(`${name} is gone and waits for a change: ${reason.message}`),
    },
    databaseUrls,
  );
  const logs = await watchLogs(
    Object.keys(system.programs).map((name) => join(options.logFolder, `${name}.log`)),
    show,
  );
  await steps.step(
    'services',
    () => system.start(),
    () => `${SERVICES.join(', ')} and a simulated payment provider`,
  );
  const clerk = await issuer.token({ subject: CLERK, roles: ['operator'] });
  const { products } = await steps.step(
    'shop',
    () => seed({ catalog: api(system.urls.catalog, clerk), inventory: api(system.urls.inventory, clerk) }),
    (shop) =>
      `${shop.products.length} products in ${shop.categories} categories, ${shop.written} of them new`,
  );
  const customerToken = await issuer.token({ subject: CUSTOMER, roles: ['customer'] });
  const story = await steps.step('order', async () => {
    const watch = await watchEvents({
      brokers: stack.addresses.KAFKA_BROKERS,
      topicPrefix,
      topics: ['orders', 'stock', 'payments'],
    });
    const told = await placeFirstOrder(api(system.urls.orders, customerToken), watch, products);
    await watch.close();
    return told;
  });
  // Only now: a restart in the middle of the steps above would break them.
  const sources = restartOnChange(
    layout,
    SERVICES.map((name) => system.programs[name]),
    show,
  );
  return {
    urls: system.urls,
    story,
    products,
    customerToken,
    logFolder: options.logFolder,
    stop: async () => {
      sources.stop();
      await system.stop();
      logs.stop();
      await issuer.stop();
      await forgetRunning(layout);
      await stack.stop();
      await releaseFolder(claim);
    },
  };
}

const KINDS = {
  env: 'named by the environment',
  docker: 'Docker',
  local: 'processes of this machine',
} as const;

async function systemOptions(layout: Layout) {
  const names = [...SERVICES, 'provider', 'issuer'];
  const usual = { ...USUAL_PORTS, provider: 4090, issuer: 4091 };
  const ports = await rememberedPorts(join(layout.data, 'system-ports.json'), names, usual);
  const port = (name: ProgramName | 'issuer'): number => ports[name] ?? 0;
  return {
    ports: {
      catalog: port('catalog'),
      inventory: port('inventory'),
      orders: port('orders'),
      payments: port('payments'),
      provider: port('provider'),
      issuer: port('issuer'),
    },
    logFolder: layout.logs,
    providerLedger: join(layout.data, 'provider-ledger.jsonl'),
  };
}
