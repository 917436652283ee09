import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import Koa from 'koa';
import helmet from 'koa-helmet';

/** Runs helmet once and keeps what it set: its headers are the same for every response, so a request need not pay for them. */
async function captureHeaders(): Promise<ReadonlyMap<string, string>> {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  const middleware = helmet({
    contentSecurityPolicy: {
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      useDefaults: false,
    },
  });
  await middleware(new Koa().createContext(request, response), () => Promise.resolve());
  return new Map(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]));
}

/** helmet's headers for an API: nothing in a response may be run, framed or sniffed. */
export const securityHeaders = await captureHeaders();
