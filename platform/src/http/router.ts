import type { IncomingMessage, ServerResponse } from 'node:http';
import { authenticate } from './authenticate.ts';
import type { Caller, VerifyToken } from './caller.ts';
import { checkAnswer } from './check-answer.ts';
import type { Exchange } from './exchange.ts';
import { Problem } from './problem.ts';
import type { RateLimiter } from './rate-limit.ts';
import { rateLimitHeaders } from './rate-limit.ts';
import { readBody } from './read-body.ts';
import { readParams, readQuery } from './read-url.ts';
import type { Method, Route } from './route.ts';
import type { Answer } from './route-input.ts';
import type { MatchedPath } from './route-table.ts';
import { createRouteTable, parameterNames } from './route-table.ts';

/** What a router works with. */
export interface RouterOptions {
  readonly routes: readonly Route[];
  /** Neither limited nor logged. */
  readonly systemRoutes: readonly Route[];
  readonly verifyToken: VerifyToken;
  readonly bodyLimitBytes: number;
  readonly rateLimiter: RateLimiter | undefined;
  readonly validateResponses: boolean;
}

/** Finds the route of a request and runs it. */
export interface Router {
  match(path: string): MatchedPath | undefined;
  /** The route at a matched path that answers an HTTP method. */
  routeOf(matched: MatchedPath | undefined, httpMethod: string): Route | undefined;
  isSystem(route: Route): boolean;
  /** Rejects with a `Problem` or with what the handler threw. */
  answer(exchange: Exchange, matched: MatchedPath | undefined, route: Route | undefined): Promise<Answer>;
}

const methods = new Map<string, Method>([
  ['GET', 'get'],
  ['HEAD', 'get'],
  ['POST', 'post'],
  ['PUT', 'put'],
  ['PATCH', 'patch'],
  ['DELETE', 'delete'],
]);

function allowOf(matched: MatchedPath): string {
  const names = [...matched.routes.keys()].map((method) => method.toUpperCase());
  return [...(names.includes('GET') ? ['HEAD'] : []), ...names, 'OPTIONS'].sort().join(', ');
}

function unmatched({ ctx }: Exchange, matched: MatchedPath | undefined): Answer {
  if (matched === undefined) {
    throw new Problem({ status: 404, code: 'ROUTE_NOT_FOUND', title: 'There is nothing at this path' });
  }
  const allow = allowOf(matched);
  if (ctx.method === 'OPTIONS') return { status: 204, headers: { allow } };
  throw new Problem({
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
    title: 'The method is not allowed here',
    detail: `Allowed: ${allow}.`,
    headers: { allow },
  });
}

/** Costs nothing until a handler asks for it. */
function abortSignalOf(request: IncomingMessage, response: ServerResponse): () => AbortSignal {
  let controller: AbortController | undefined;
  return () => {
    if (controller === undefined) {
      const created = new AbortController();
      controller = created;
      if (request.destroyed && !request.complete) created.abort();
      response.once('close', () => {
        if (!response.writableFinished) created.abort();
      });
    }
    return controller.signal;
  };
}

async function limitRate(limiter: RateLimiter, { ctx }: Exchange, caller: Caller | undefined): Promise<void> {
  const key =
    caller === undefined ? `address:${ctx.req.socket.remoteAddress ?? ''}` : `caller:${caller.subject}`;
  const decision = await limiter.take(key);
  for (const [name, value] of Object.entries(rateLimitHeaders(limiter.policy, decision))) {
    ctx.res.setHeader(name, value);
  }
  if (decision.allowed) return;
  throw new Problem({
    status: 429,
    code: 'RATE_LIMITED',
    title: 'Too many requests',
    headers: { 'retry-after': String(decision.retryAfterSeconds) },
  });
}

/** Throws when two routes have the same method and path. */
export function createRouter(options: RouterOptions): Router {
  const { verifyToken, bodyLimitBytes, rateLimiter, validateResponses } = options;
  const all = [...options.routes, ...options.systemRoutes];
  const system = new Set(options.systemRoutes);
  const find = createRouteTable(all);
  const names = new Map(all.map((route) => [route, parameterNames(route.path)]));

  const run = async (exchange: Exchange, matched: MatchedPath, route: Route): Promise<Answer> => {
    const { ctx, requestId, traceparent } = exchange;
    const { req, res } = ctx;
    const caller = await authenticate(route.auth, req.headers.authorization, verifyToken);
    if (rateLimiter !== undefined && !system.has(route)) await limitRate(rateLimiter, exchange, caller);
    const params = readParams(names.get(route) ?? [], matched.values);
    const query = readQuery(ctx.querystring);
    const body = route.method === 'get' ? undefined : await readBody(req, bodyLimitBytes);
    const signal = abortSignalOf(req, res);
    return route.handle({
      params,
      query,
      headers: req.headers,
      body: body?.json,
      rawBody: body?.raw,
      caller,
      requestId,
      cause: { causationId: requestId, traceparent },
      get signal() {
        return signal();
      },
    });
  };

  return {
    match: find,
    routeOf: (matched, httpMethod) => {
      const method = methods.get(httpMethod);
      return method === undefined ? undefined : matched?.routes.get(method);
    },
    isSystem: (route) => system.has(route),
    answer: async (exchange, matched, route) => {
      if (matched === undefined || route === undefined) return unmatched(exchange, matched);
      const answer = await run(exchange, matched, route);
      if (validateResponses) checkAnswer(route, answer);
      return answer;
    },
  };
}
