import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startIssuer } from '@orpheus/dev/auth';
import { layoutOf, startStack } from '@orpheus/dev/stack';
import { createSystem, prepareSystem, SERVICES } from '@orpheus/dev/system';
import pg from 'pg';

/** The catalog service on an empty database of its own. */
export interface ScratchCatalog {
  readonly url: string;
  readonly databaseUrl: string;
  readonly token: string;
  /** Stops it and removes its database. */
  stop(): Promise<void>;
}

const PREFIX = 'bench_search_';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

async function dropDatabases(superuserUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    for (const name of SERVICES) {
      await client.query(`drop database if exists ${PREFIX}${name} with (force)`);
      await client.query(`drop role if exists ${PREFIX}${name}`);
    }
  } finally {
    await client.end();
  }
}

export async function startScratchCatalog(report: (line: string) => void): Promise<ScratchCatalog> {
  const layout = layoutOf(process.env);
  const stack = await startStack({ layout, purpose: 'test', environment: process.env, report });
  await dropDatabases(stack.addresses.DATABASE_URL);
  const names = { stack: stack.addresses, topicPrefix: 'bench-search.', databasePrefix: PREFIX };
  const urls = await prepareSystem(names);
  const issuer = await startIssuer({ port: await freePort() });
  const port = await freePort();
  const system = createSystem(
    {
      ...names,
      layout,
      issuer,
      ports: { catalog: port, inventory: 0, orders: 0, payments: 0, provider: 0 },
      logFolder: join(tmpdir(), 'orpheus-bench'),
      providerLedger: join(tmpdir(), 'orpheus-bench', 'provider.json'),
      // Without the relay: what is measured is the search, not the publishing of 100,000 products.
      settings: { catalog: { ROLES: 'api', LOG_LEVEL: 'warn' } },
    },
    urls,
  );
  await system.programs.catalog.start();
  return {
    url: system.urls.catalog,
    databaseUrl: urls.catalog,
    token: await issuer.token({ subject: 'bench', roles: ['operator'] }),
    async stop() {
      await system.programs.catalog.stop();
      await issuer.stop();
      await dropDatabases(stack.addresses.DATABASE_URL);
      await stack.stop();
    },
  };
}
