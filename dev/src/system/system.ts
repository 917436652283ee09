import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createTopics, registerSchemas } from '@orpheus/schemas/deploy';
import type { Issuer } from '../auth/index.ts';
import type { Layout, StackAddresses } from '../stack/index.ts';
import { nodeProgram, type RunningProgram } from './node-process.ts';
import { ensureServiceDatabase } from './service-database.ts';
import { serviceEnvironment } from './service-environment.ts';
import { SERVICES, type ServiceName } from './service-names.ts';

/** Everything that is started from this repository: the services, and the provider that they talk to. */
export type ProgramName = ServiceName | 'provider';

export interface SystemOptions {
  readonly layout: Layout;
  readonly stack: StackAddresses;
  readonly issuer: Issuer;
  readonly ports: Readonly<Record<ProgramName, number>>;
  readonly topicPrefix: string;
  /** Before the names of databases and roles. */
  readonly databasePrefix: string;
  /** `<folder>/<name>.log` each. */
  readonly logFolder: string;
  /** Where the simulated provider keeps its ledger. */
  readonly providerLedger: string;
  /** Settings beyond the usual ones; they win. */
  readonly settings?: Readonly<Partial<Record<ProgramName, Readonly<Record<string, string>>>>>;
  /** For the Node of each program, e.g. to keep it small. */
  readonly nodeFlags?: readonly string[];
  readonly onCrash?: (name: ProgramName, reason: Error) => void;
}

/** The programs of one system; each can be stopped, killed and started again by itself. */
export interface System {
  readonly programs: Readonly<Record<ProgramName, RunningProgram>>;
  /** Base URLs. */
  readonly urls: Readonly<Record<ProgramName, string>>;
  /** All of them, side by side, until each is ready. */
  start(): Promise<void>;
  /** SIGTERM to all of them. */
  stop(): Promise<void>;
}

/** What has to be there before a service starts: the deploy steps, and its database with a role of its own. */
export async function prepareSystem(
  options: Pick<SystemOptions, 'stack' | 'topicPrefix' | 'databasePrefix'>,
): Promise<Readonly<Record<ServiceName, string>>> {
  const { stack, topicPrefix, databasePrefix } = options;
  const [, , ...urls] = await Promise.all([
    createTopics({ brokers: stack.KAFKA_BROKERS.split(','), environment: 'dev', topicPrefix }),
    registerSchemas({ registryUrl: stack.SCHEMA_REGISTRY_URL }),
    ...SERVICES.map((name) => ensureServiceDatabase(stack.DATABASE_URL, `${databasePrefix}${name}`)),
  ]);
  const [catalog = '', inventory = '', orders = '', payments = ''] = urls;
  return { catalog, inventory, orders, payments };
}

/** @param databaseUrls as prepareSystem gave them */
export function createSystem(
  options: SystemOptions,
  databaseUrls: Readonly<Record<ServiceName, string>>,
): System {
  const { ports, settings = {} } = options;
  const url = (name: ProgramName): string => `http://127.0.0.1:${ports[name]}`;
  const urls = {
    catalog: url('catalog'),
    inventory: url('inventory'),
    orders: url('orders'),
    payments: url('payments'),
    provider: url('provider'),
  };
  const webhookSecret = randomBytes(24).toString('hex');

  const program = (
    name: ProgramName,
    what: { folder: string; entry: string; ready: string; environment: Readonly<Record<string, string>> },
  ): RunningProgram =>
    nodeProgram(
      options.layout,
      {
        name,
        folder: what.folder,
        entry: what.entry,
        environment: what.environment,
        nodeFlags: options.nodeFlags ?? [],
        readyUrl: `${urls[name]}${what.ready}`,
        logFile: join(options.logFolder, `${name}.log`),
      },
      { onCrash: (reason) => options.onCrash?.(name, reason) },
    );
  const service = (name: ServiceName, more: Readonly<Record<string, string>> = {}): RunningProgram =>
    program(name, {
      folder: `services/${name}`,
      entry: 'src/main.ts',
      ready: '/health/ready',
      environment: serviceEnvironment(process.env, {
        stack: options.stack,
        databaseUrl: databaseUrls[name],
        port: ports[name],
        jwksUrl: options.issuer.jwksUrl,
        topicPrefix: options.topicPrefix,
        more: { ...more, ...settings[name] },
      }),
    });
  const programs = {
    catalog: service('catalog'),
    inventory: service('inventory'),
    orders: service('orders'),
    payments: service('payments', {
      PROVIDER_URL: urls.provider,
      PROVIDER_WEBHOOK_SECRET: webhookSecret,
    }),
    provider: program('provider', {
      folder: 'services/payments',
      entry: 'testing/provider/main.ts',
      ready: '/health',
      environment: {
        PATH: process.env['PATH'] ?? '',
        PORT: String(ports.provider),
        PROVIDER_LEDGER_FILE: options.providerLedger,
        WEBHOOK_URL: `${urls.payments}/v1/payments/provider-webhooks`,
        WEBHOOK_SECRET: webhookSecret,
        ...settings.provider,
      },
    }),
  };
  const all = Object.values(programs);
  return {
    programs,
    urls,
    start: async () => {
      await Promise.all(all.map((each) => each.start()));
    },
    stop: async () => {
      await Promise.all(all.map((each) => each.stop()));
    },
  };
}
