import { z } from 'zod';
import type { HttpAppOptions, Route } from '../../../src/http/index.ts';
import {
  createHealth,
  createHttpApp,
  createTokenVerifier,
  route,
  startHttpServer,
} from '../../../src/http/index.ts';
import { createLogger, createMetrics } from '../../../src/telemetry/index.ts';
import { createTestIssuer, httpClient } from '../../../src/testing/index.ts';

const note = z.strictObject({ id: z.uuid(), text: z.string(), tags: z.array(z.string()) });

/** What the notes' handler was called with. */
export const received: unknown[] = [];

export const putNote = route({
  method: 'put',
  path: '/v1/notes/{noteId}',
  operationId: 'putNote',
  summary: 'Writes a note',
  tags: ['notes'],
  auth: { roles: ['writer', 'admin'] },
  params: z.strictObject({ noteId: z.uuid() }),
  query: z.strictObject({ mode: z.enum(['draft', 'final']).optional() }),
  headers: z.object({
    'x-colour': z
      .string()
      .regex(/^[a-z]+$/)
      .optional(),
  }),
  body: z.strictObject({
    text: z.string().min(1).max(2_000_000),
    tags: z.array(z.string()).max(3).default([]),
    meta: z.strictObject({ rank: z.int() }).optional(),
  }),
  responses: { 200: { description: 'The note', body: note, headers: { etag: 'Its version' } } },
  handler: async (request) => {
    received.push({ body: request.body, caller: request.caller.subject, bytes: request.rawBody?.length });
    return {
      status: 200,
      body: { id: request.params.noteId, text: request.body.text, tags: request.body.tags },
      headers: { etag: '"1"' },
    };
  },
});

export const listNotes = route({
  method: 'get',
  path: '/v1/notes',
  operationId: 'listNotes',
  summary: 'Lists notes',
  tags: ['notes'],
  auth: 'public',
  query: z.strictObject({ tag: z.string().optional() }),
  responses: { 200: { description: 'The tag', body: z.strictObject({ tag: z.string().nullable() }) } },
  handler: async ({ query }) => ({ status: 200, body: { tag: query.tag ?? null } }),
});

/** An application with real tokens on a free port; `lines` are its log lines. */
export async function startTestApp(routes: readonly Route[], options: Partial<HttpAppOptions> = {}) {
  const issuer = await createTestIssuer();
  const lines: string[] = [];
  const health = createHealth();
  const metrics = createMetrics('notes');
  const verifyToken = createTokenVerifier({
    jwksUrl: issuer.jwksUrl,
    issuer: issuer.issuer,
    audience: issuer.audience,
    keySet: { cooldownMs: 0 },
  });
  const app = createHttpApp({
    name: 'notes',
    version: '1.2.3',
    routes,
    verifyToken,
    health,
    metrics,
    logger: createLogger({
      service: 'notes',
      level: 'info',
      destination: { write: (line) => void lines.push(line) },
    }),
    bodyLimitBytes: 1_000,
    validateResponses: true,
    ...options,
  });
  const server = await startHttpServer(app, { port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${server.port}`;
  return {
    issuer,
    health,
    metrics,
    server,
    url,
    lines,
    client: async (...roles: string[]) => httpClient(url, await issuer.token({ sub: 'ann', roles })),
    anonymous: httpClient(url),
    close: async () => {
      await server.stop(1_000);
      await issuer.close();
    },
  };
}
