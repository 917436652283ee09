import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Behaviour, behaviourChange, usualBehaviour } from './behaviour.ts';
import { Ledger } from './ledger.ts';
import { type Answer, SimulatedProvider } from './provider.ts';
import type { WebhookTarget } from './webhook-sender.ts';

export interface ProviderServerOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
  readonly ledgerFile: string;
  readonly webhook?: WebhookTarget | undefined;
  readonly behaviour?: Partial<Behaviour>;
}

export interface ProviderServer {
  readonly url: string;
  readonly port: number;
  readonly ledger: Ledger;
  readonly provider: SimulatedProvider;
  stop(): Promise<void>;
}

/** Starts the simulated provider over HTTP; everything that it has done is in its ledger file. */
export async function startProviderServer(options: ProviderServerOptions): Promise<ProviderServer> {
  const ledger = new Ledger(options.ledgerFile);
  const provider = new SimulatedProvider(ledger, options.webhook);
  provider.behaviour = { ...usualBehaviour, ...options.behaviour };
  provider.resume();
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    handle(provider, ledger, request, response).catch(() => response.destroy());
  });
  const port = await listen(server, options.port, options.host ?? '127.0.0.1');
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    ledger,
    provider,
    stop: async () => {
      provider.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function handle(
  provider: SimulatedProvider,
  ledger: Ledger,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('/').slice(1).map(decodeURIComponent);
  const text = await bodyOf(request);
  const answer = await answerTo(provider, ledger, `${request.method} ${shapeOf(path)}`, path, {
    key: String(request.headers['idempotency-key'] ?? ''),
    body: parse(text),
  });
  if (answer.status === undefined) {
    await sleep(provider.behaviour.silenceMs, undefined, { ref: false });
    response.destroy();
    return;
  }
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer.body ?? {}));
}

async function answerTo(
  provider: SimulatedProvider,
  ledger: Ledger,
  route: string,
  path: readonly string[],
  request: { readonly key: string; readonly body: unknown },
): Promise<Answer> {
  const key = path[2] ?? '';
  if (route.includes('/v1/') && provider.behaviour.unavailable) {
    return { status: 503, body: { error: 'unavailable' } };
  }
  switch (route) {
    case 'POST /v1/charges':
      return request.key === '' ? missingKey : provider.charge(request.key, request.body);
    case 'GET /v1/charges/*':
      return provider.lookup(key);
    case 'POST /v1/charges/*/void':
      return provider.void(key);
    case 'POST /v1/refunds':
      return request.key === '' ? missingKey : provider.refund(request.key, request.body);
    case 'GET /ledger':
      return {
        status: 200,
        body: { charges: ledger.charges(), captures: ledger.captures(), refunds: ledger.refunds() },
      };
    case 'GET /admin/behaviour':
      return { status: 200, body: provider.behaviour };
    case 'PATCH /admin/behaviour':
      return changeBehaviour(provider, request.body);
    case 'POST /admin/webhooks/*': {
      const charge = ledger.charge(key);
      if (charge === undefined) return { status: 404, body: { error: 'unknown_charge' } };
      return { status: 200, body: { answered: await provider.tell(charge) } };
    }
    case 'GET /health':
      return { status: 200, body: { status: 'up' } };
    default:
      return { status: 404, body: { error: 'not_found' } };
  }
}

const missingKey: Answer = { status: 400, body: { error: 'idempotency_key_missing' } };

function changeBehaviour(provider: SimulatedProvider, change: unknown): Answer {
  const parsed = behaviourChange.safeParse(change);
  if (!parsed.success) return { status: 422, body: { error: 'invalid_behaviour' } };
  provider.behaviour = { ...provider.behaviour, ...parsed.data };
  return { status: 200, body: provider.behaviour };
}

/** The third segment is an id, wherever there is one. */
function shapeOf(path: readonly string[]): string {
  return `/${path.map((segment, index) => (index === 2 ? '*' : segment)).join('/')}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch {
    return undefined;
  }
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the provider has no TCP port');
  return address.port;
}
