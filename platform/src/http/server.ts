import type { ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Koa from 'koa';

/** A server that listens. */
export interface HttpServer {
  readonly port: number;
  /**
   * Takes no new connections, answers what runs, and closes each connection after its answer; what is left after
   * `deadlineMs` is cut off. Resolves when all are closed.
   */
  stop(deadlineMs: number): Promise<void>;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

/** Serves an application; port 0 takes a free one. Rejects when the port is taken. */
export async function startHttpServer(
  app: Koa,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<HttpServer> {
  const callback = app.callback();
  const running = new Set<ServerResponse>();
  let stopping = false;
  const server = createServer(
    // Longer than the idle time of usual load balancers, which would else reuse a connection that is being closed.
    { keepAliveTimeout: 75_000, headersTimeout: 10_000, requestTimeout: 30_000 },
    (request, response) => {
      if (stopping) response.setHeader('connection', 'close');
      running.add(response);
      response.once('close', () => running.delete(response));
      void callback(request, response);
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: portOf(server.address()),
    stop: async (deadlineMs) => {
      stopping = true;
      for (const response of running) {
        if (!response.headersSent) response.setHeader('connection', 'close');
      }
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const timer = setTimeout(() => server.closeAllConnections(), deadlineMs);
      await closed;
      clearTimeout(timer);
    },
  };
}
