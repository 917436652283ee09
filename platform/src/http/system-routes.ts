import { z } from 'zod';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Health, HealthReport } from './health.ts';
import type { Route } from './route.ts';
import { route } from './route.ts';

/** What the routes that every service has are about. */
export interface SystemRoutesOptions {
  readonly health: Health;
  readonly metrics: Metrics;
  /** Roles that may see the details of /health. */
  readonly operatorRoles: readonly string[];
  readonly openApiJson: () => string;
}

const brief = z.strictObject({ status: z.enum(['ok', 'failing']), failing: z.array(z.string()) });

const detailed = z.strictObject({
  status: z.enum(['ok', 'failing']),
  live: z.boolean(),
  ready: z.boolean(),
  checks: z.array(
    z.strictObject({
      name: z.string(),
      ok: z.boolean(),
      durationMs: z.number(),
      details: z.record(z.string(), z.unknown()).optional(),
      error: z.string().optional(),
    }),
  ),
});

function briefly(report: HealthReport) {
  const failing = report.checks.filter((check) => !check.ok).map((check) => check.name);
  const body = { status: report.ok ? ('ok' as const) : ('failing' as const), failing };
  return report.ok ? { status: 200 as const, body } : { status: 503 as const, body };
}

function inDetail(live: HealthReport, ready: HealthReport): z.output<typeof detailed> {
  return {
    status: live.ok && ready.ok ? 'ok' : 'failing',
    live: live.ok,
    ready: ready.ok,
    checks: [...live.checks, ...ready.checks],
  };
}

function probe(path: string, operationId: string, summary: string, run: () => Promise<HealthReport>): Route {
  return route({
    method: 'get',
    path,
    operationId,
    summary,
    tags: ['system'],
    auth: 'public',
    responses: {
      200: { description: 'All is well', body: brief },
      503: { description: 'Something is not; `failing` names it', body: brief },
    },
    handler: async () => briefly(await run()),
  });
}

function verbatim(
  path: string,
  operationId: string,
  contentType: string,
  text: () => string | Promise<string>,
) {
  return route({
    method: 'get',
    path,
    operationId,
    summary: operationId,
    tags: ['system'],
    auth: 'public',
    responses: {},
    handler: async () => ({
      status: 200,
      verbatim: await text(),
      headers: { 'content-type': contentType },
    }),
  });
}

/** Liveness, readiness and health: public but for the details. They are part of the OpenAPI document. */
export function healthRoutes({ health, operatorRoles }: SystemRoutesOptions): readonly Route[] {
  return [
    probe('/health/live', 'getLiveness', 'Whether the process is sound', health.live),
    probe('/health/ready', 'getReadiness', 'Whether the process can take requests', health.ready),
    route({
      method: 'get',
      path: '/health',
      operationId: 'getHealth',
      summary: 'All checks with their details',
      tags: ['system'],
      auth: { roles: operatorRoles },
      responses: { 200: { description: 'How the process is', body: detailed } },
      handler: async () => ({ status: 200, body: inDetail(await health.live(), await health.ready()) }),
    }),
  ];
}

/** Metrics and the OpenAPI document itself. */
export function documentRoutes({ metrics, openApiJson }: SystemRoutesOptions): readonly Route[] {
  return [
    verbatim('/metrics', 'getMetrics', metrics.contentType, () => metrics.text()),
    verbatim('/openapi.json', 'getOpenApi', 'application/json; charset=utf-8', openApiJson),
  ];
}
