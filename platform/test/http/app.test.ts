import { afterEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { HttpAppOptions, Route } from '../../src/http/index.ts';
import { Problem, route } from '../../src/http/index.ts';
import { currentContext } from '../../src/telemetry/index.ts';
import { waitFor } from '../../src/testing/index.ts';
import { listNotes, putNote, startTestApp } from './support/test-app.ts';

let close: (() => Promise<void>) | undefined;

afterEach(async () => {
  await close?.();
  close = undefined;
});

async function start(routes: readonly Route[], options: Partial<HttpAppOptions> = {}) {
  const app = await startTestApp(routes, options);
  close = () => app.close();
  return app;
}

const answering = (handler: () => Promise<{ status: 200; body: { n: number } }>): Route =>
  route({
    method: 'get',
    path: '/it',
    operationId: 'getIt',
    summary: 'It',
    tags: [],
    auth: 'public',
    responses: { 200: { description: 'It', body: z.strictObject({ n: z.number() }) } },
    handler,
  });

describe('ids', () => {
  test('go in, through the context, and out', async () => {
    let seen = {};
    const app = await start([
      answering(async () => {
        await Promise.resolve();
        seen = currentContext();
        return { status: 200, body: { n: 1 } };
      }),
    ]);
    const trace = '0af7651916cd43dd8448eb211c80319c';
    const response = await app.anonymous.get('/it', {
      'x-request-id': 'abc-1',
      traceparent: `00-${trace}-b7ad6b7169203331-01`,
    });
    const traceparent = response.headers.get('traceparent');
    expect(response.headers.get('x-request-id')).toBe('abc-1');
    expect(traceparent).toMatch(new RegExp(`^00-${trace}-(?!b7ad6b7169203331)[0-9a-f]{16}-01$`));
    expect(seen).toEqual({ requestId: 'abc-1', traceparent });
    const line: unknown = JSON.parse(app.lines.at(-1)!);
    expect(line).toMatchObject({
      msg: 'http_request',
      route: '/it',
      status: 200,
      requestId: 'abc-1',
      traceId: trace,
    });
  });

  test('that are malformed are replaced', async () => {
    const app = await start([listNotes]);
    const response = await app.anonymous.get('/v1/notes', { 'x-request-id': 'a b', traceparent: 'nonsense' });
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('traceparent')).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });
});

describe('errors', () => {
  const failing = (error: Error) => answering(() => Promise.reject(error));

  test('of unknown kind tell the client nothing and the log everything', async () => {
    const app = await start([failing(new Error('select secret from users'))]);
    const response = await app.anonymous.get('/it');
    expect(response).toMatchObject({ status: 500, body: { code: 'INTERNAL' } });
    expect(response.text).not.toContain('secret');
    expect(app.lines.join('')).toContain('select secret from users');
  });

  test('of a database that is away are 503', async () => {
    const app = await start([failing(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }))]);
    const response = await app.anonymous.get('/it');
    expect(response).toMatchObject({ status: 503, body: { code: 'UNAVAILABLE' } });
  });

  test('of the service are what it says they are', async () => {
    const mapError = (error: unknown) =>
      error instanceof RangeError ? new Problem({ status: 409, code: 'FULL', title: 'Full' }) : undefined;
    const app = await start([failing(new RangeError('full'))], { mapError });
    expect(await app.anonymous.get('/it')).toMatchObject({
      status: 409,
      body: { code: 'FULL', instance: '/it' },
    });
  });

  test('in the answer itself are found by validateResponses', async () => {
    const wrong = { status: 200 as const, body: { n: 1, more: true } };
    const app = await start([answering(() => Promise.resolve(wrong))]);
    expect(await app.anonymous.get('/it')).toMatchObject({ status: 500 });
    expect(app.lines.join('')).toContain('AnswerMismatchError');
  });
});

describe('what every service has', () => {
  test('readiness names what fails, liveness does not care', async () => {
    const app = await start([]);
    let well = true;
    app.health.addReadiness({
      name: 'database',
      check: () => {
        if (!well) throw new Error('secret host is away');
        return { latencyMs: 1 };
      },
    });
    expect(await app.anonymous.get('/health/ready')).toMatchObject({
      status: 200,
      body: { status: 'ok', failing: [] },
    });
    well = false;
    const response = await app.anonymous.get('/health/ready');
    expect(response).toMatchObject({ status: 503, body: { status: 'failing', failing: ['database'] } });
    expect(response.text).not.toContain('secret host');
    expect(await app.anonymous.get('/health/live')).toMatchObject({ status: 200 });
    const operator = await app.client('operator');
    expect(await operator.get('/health')).toMatchObject({ status: 200, body: { live: true, ready: false } });
    expect(await (await app.client('customer')).get('/health')).toMatchObject({ status: 403 });
  });

  test('metrics by route, never by path', async () => {
    const app = await start([listNotes]);
    await app.anonymous.get('/v1/notes?tag=x');
    await app.anonymous.get('/v1/secret-path');
    const { text, headers } = await app.anonymous.get('/metrics');
    expect(headers.get('content-type')).toContain('text/plain');
    const counts = text.split('\n').filter((line) => line.startsWith('http_request_duration_seconds_count'));
    expect(counts).toHaveLength(2);
    expect(counts[0]).toMatch(/service="notes",method="GET",route="\/v1\/notes",status="200"\} 1$/);
    expect(counts[1]).toMatch(/method="other",route="unmatched",status="404"\} 1$/);
  });

  test('an OpenAPI document out of the schemas', async () => {
    const app = await start([putNote, listNotes]);
    const { body } = await app.anonymous.get('/openapi.json');
    expect(body).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'notes', version: '1.2.3' },
      paths: {
        '/v1/notes/{noteId}': {
          put: {
            operationId: 'putNote',
            security: [{ bearer: [] }],
            parameters: [
              { name: 'noteId', in: 'path', required: true },
              { name: 'mode', in: 'query', required: false },
              { name: 'x-colour', in: 'header', required: false },
            ],
            requestBody: {
              content: {
                'application/json': { schema: { required: ['text'], additionalProperties: false } },
              },
            },
            responses: {
              200: { content: { 'application/json': { schema: { required: ['id', 'text', 'tags'] } } } },
              413: { content: { 'application/problem+json': {} } },
            },
          },
        },
        '/v1/notes': { get: { security: [] } },
        '/health/ready': {},
      },
      components: { schemas: { Problem: { required: expect.arrayContaining(['code', 'traceId']) } } },
    });
  });

  test("helmet's headers, on problems too", async () => {
    const app = await start([]);
    const { headers } = await app.anonymous.get('/nothing');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
  });
});

describe('stopping', () => {
  test('answers what runs, closes its connection, and takes nothing new', async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    let running = false;
    const app = await start([
      answering(async () => {
        running = true;
        await gate;
        return { status: 200, body: { n: 1 } };
      }),
    ]);
    close = undefined;
    const answer = app.anonymous.get('/it');
    await waitFor(() => running);
    const stopped = app.server.stop(5_000);
    await expect(app.anonymous.get('/it')).rejects.toThrow();
    open();
    const response = await answer;
    expect(response.status).toBe(200);
    expect(response.headers.get('connection')).toBe('close');
    await stopped;
    await app.issuer.close();
  });

  test('cuts off what outlasts the deadline, and tells the handler', async () => {
    let aborted = false;
    let running = false;
    const slow = route({
      method: 'get',
      path: '/slow',
      operationId: 'slow',
      summary: 'Slow',
      tags: [],
      auth: 'public',
      responses: { 204: { description: 'Never' } },
      handler: async ({ signal }) => {
        running = true;
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        aborted = signal.aborted;
        return { status: 204 };
      },
    });
    const app = await start([slow]);
    close = undefined;
    const answer = app.anonymous.get('/slow').catch((error: unknown) => error);
    await waitFor(() => running);
    await app.server.stop(50);
    expect(await answer).toMatchObject({ message: 'fetch failed' });
    await waitFor(() => aborted);
    await app.issuer.close();
  });

  test('is not ready any more', async () => {
    const app = await start([]);
    app.health.drain();
    expect(await app.anonymous.get('/health/ready')).toMatchObject({
      status: 503,
      body: { failing: ['accepting'] },
    });
  });
});
