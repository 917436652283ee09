import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bodyOf } from './support/samples.ts';
import { type Stage, startStage } from './support/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
});

afterAll(() => stage?.stop());

test('is alive and ready, and tells operators why', async () => {
  expect((await stage.anybody.get('/health/live')).status).toBe(200);
  expect((await stage.anybody.get('/health/ready')).status).toBe(200);
  expect((await stage.anybody.get('/health')).status).toBe(401);
  expect(bodyOf(await stage.as('operator').get('/health'))).toMatchObject({ status: 'ok', ready: true });
});

test('counts what it does', async () => {
  await stage.anybody.get('/v1/products');
  const metrics = await stage.anybody.get('/metrics');
  expect(metrics.text).toMatch(/http_request_duration_seconds_count\{.*route="\/v1\/products".*\} \d/);
  expect(metrics.text).toContain('outbox_pending_events');
});

test('describes itself, the rows of a bulk request included', async () => {
  const document = bodyOf<{ paths: Record<string, Record<string, unknown>> }>(
    await stage.anybody.get('/openapi.json'),
  );
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining([
      '/v1/products',
      '/v1/products/bulk',
      '/v1/products/{productId}',
      '/v1/products/{productId}/archive',
      '/v1/products/{productId}/restore',
      '/v1/categories',
      '/v1/categories/{categoryId}',
    ]),
  );
  expect(JSON.stringify(document.paths['/v1/products/bulk'])).toContain('amountMinor');
});

test.each([
  ['text that is no JSON', '{', { 'content-type': 'application/json' }, 400],
  ['another type', '<a/>', { 'content-type': 'application/xml' }, 415],
  ['a body that is too large', `"${'x'.repeat(9 * 1_048_576)}"`, {}, 413],
])('%s is refused as a problem', async (_, body, headers, status) => {
  const answer = await stage.as('operator').request('POST', '/v1/products', { body, headers });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
});

test('unknown paths and methods are problems', async () => {
  expect((await stage.anybody.get('/v1/nothing')).status).toBe(404);
  expect((await stage.anybody.request('PUT', '/v1/products')).status).toBe(405);
});
