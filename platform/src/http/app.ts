import type { Context } from 'koa';
import Koa from 'koa';
import { runInContext } from '../telemetry/context.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { VerifyToken } from './caller.ts';
import type { MapError } from './error-map.ts';
import { problemOf } from './error-map.ts';
import type { Exchange } from './exchange.ts';
import { openExchange, sendAnswer, sendProblem } from './exchange.ts';
import type { Health } from './health.ts';
import { openApiOf } from './openapi.ts';
import type { RateLimiter } from './rate-limit.ts';
import { RequestAbortedError } from './read-body.ts';
import type { Route } from './route.ts';
import { createRouter } from './router.ts';
import { documentRoutes, healthRoutes } from './system-routes.ts';

/** What an application is made of. */
export interface HttpAppOptions {
  readonly name: string;
  readonly version: string;
  readonly routes: readonly Route[];
  readonly verifyToken: VerifyToken;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** The service's errors as problems; the platform's own are known already. */
  readonly mapError?: MapError;
  /** 1 MiB by default. */
  readonly bodyLimitBytes?: number;
  /** Applies to all routes of the service, by caller (by address on public ones). */
  readonly rateLimiter?: RateLimiter;
  /** For tests: an answer that its description does not fit becomes a 500. */
  readonly validateResponses?: boolean;
  /** Roles that may see /health; operator and admin by default. */
  readonly operatorRoles?: readonly string[];
}

// A client that has gone gets no status; access logs customarily say 499.
const clientGone = 499;

function routeLabel(route: Route | undefined): string {
  return route?.path ?? 'unmatched';
}

/**
 * A Koa application that serves `routes` and, beside them, /health/live, /health/ready, /health, /metrics and
 * /openapi.json. One middleware does it all; each layer more would cost every request.
 */
export function createHttpApp(options: HttpAppOptions): Koa {
  const { name, version, logger, metrics, health, mapError = () => undefined } = options;
  let openApiText: string | undefined;
  const system = {
    health,
    metrics,
    operatorRoles: options.operatorRoles ?? ['operator', 'admin'],
    openApiJson: (): string => {
      openApiText ??= JSON.stringify(openApiOf({ title: name, version }, documented));
      return openApiText;
    },
  };
  const documented: readonly Route[] = [...options.routes, ...healthRoutes(system)];
  const router = createRouter({
    routes: options.routes,
    systemRoutes: [...healthRoutes(system), ...documentRoutes(system)],
    verifyToken: options.verifyToken,
    bodyLimitBytes: options.bodyLimitBytes ?? 1_048_576,
    rateLimiter: options.rateLimiter,
    validateResponses: options.validateResponses ?? false,
  });
  const duration = metrics.histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the head of a request to its answer',
    labels: ['method', 'route', 'status'],
  });

  const fail = (exchange: Exchange, error: unknown): void => {
    const problem = problemOf(error, mapError);
    if (problem.description.status >= 500) {
      logger.error({ error, code: problem.description.code }, 'http_request_failed');
    }
    sendProblem(exchange, problem);
  };

  const serve = async (ctx: Context): Promise<void> => {
    const startedAt = performance.now();
    const exchange = openExchange(ctx);
    const { requestId, traceparent } = exchange;
    await runInContext({ requestId, traceparent }, async () => {
      const matched = router.match(ctx.path);
      const route = router.routeOf(matched, ctx.method);
      let status: number | undefined;
      try {
        sendAnswer(exchange, await router.answer(exchange, matched, route));
      } catch (error) {
        if (error instanceof RequestAbortedError) {
          status = clientGone;
          ctx.respond = false;
        } else fail(exchange, error);
      }
      status ??= ctx.status;
      const seconds = (performance.now() - startedAt) / 1_000;
      const method = route === undefined ? 'other' : ctx.method;
      duration.observe({ method, route: routeLabel(route), status }, seconds);
      if (route === undefined || !router.isSystem(route)) {
        const durationMs = Math.round(seconds * 10_000) / 10;
        logger.info({ method: ctx.method, route: routeLabel(route), status, durationMs }, 'http_request');
      }
    });
  };

  const app = new Koa();
  app.on('error', (error: unknown) => logger.debug({ error }, 'http_connection_broke'));
  app.use(serve);
  return app;
}
