import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HttpClient } from '@orpheus/platform/testing';
import {
  bodyOf,
  create,
  createCategory,
  type ProductResource,
  pointersOf,
  sample,
  statusesOf,
} from './support/samples.ts';
import { type Stage, startStage } from './support/stage.ts';

let stage: Stage;
let operator: HttpClient;
let admin: HttpClient;

beforeAll(async () => {
  stage = await startStage();
  operator = stage.as('operator');
  admin = stage.as('admin');
});

afterAll(() => stage?.stop());

const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });

function patch(product: ProductResource, body: unknown, version = product.version) {
  return operator.request('PATCH', `/v1/products/${product.productId}`, { body, headers: ifMatch(version) });
}

function archive(product: ProductResource, version = product.version) {
  return operator.post(`/v1/products/${product.productId}/archive`, undefined, ifMatch(version));
}

describe('a new product', () => {
  test('is answered with its place and its version, and anybody can read it', async () => {
    const categoryId = await createCategory(operator, `home-${randomUUID()}`);
    const body = sample({ categoryIds: [categoryId] });
    const created = await operator.post('/v1/products', body);
    expect(created.status).toBe(201);
    expect(created.headers.get('etag')).toBe('"1"');
    expect(created.body).toMatchObject({
      ...body,
      status: 'ACTIVE',
      version: 1,
      inStock: false,
      available: 0,
    });
    const read = await stage.anybody.get(created.headers.get('location') ?? '');
    expect(read.status).toBe(200);
    expect(read.headers.get('etag')).toBe('"1"');
    expect(read.body).toEqual(created.body);
  });

  test('needs a sku that nobody has, also among requests at the same time', async () => {
    const body = sample();
    const answers = await Promise.all(Array.from({ length: 8 }, () => operator.post('/v1/products', body)));
    expect(statusesOf(answers)).toEqual([201, ...Array<number>(7).fill(409)]);
    const refused = answers.find((answer) => answer.status === 409);
    expect(refused?.body).toMatchObject({ code: 'SKU_TAKEN', errors: [{ pointer: '/sku' }] });
  });

  const price = (amountMinor: unknown, currency: unknown) => [{ amountMinor, currency }];

  test.each<[string, unknown, readonly string[]]>([
    ['no sku', sample({ sku: undefined }), ['/sku']],
    ['a blank in the sku', sample({ sku: 'a b' }), ['/sku']],
    ['a price of nothing', sample({ prices: price(0, 'USD') }), ['/prices/0/amountMinor']],
    ['half a cent', sample({ prices: price(1.5, 'USD') }), ['/prices/0/amountMinor']],
    ['no such currency', sample({ prices: price(1, 'QQQ') }), ['/prices/0/currency']],
    ['text for an amount', sample({ prices: price('1', 'USD') }), ['/prices/0/amountMinor']],
    ['an unknown field', sample({ color: 'red' }), ['/color']],
    ['an attribute that is no text', sample({ attributes: { size: 3 } }), ['/attributes/size']],
    ['an id that is none', sample({ categoryIds: ['x'] }), ['/categoryIds/0']],
    ['a name that no database keeps', sample({ name: 'a\u0000b' }), ['/name']],
    ['half a character', sample({ attributes: { size: '\ud800' } }), ['/attributes/size']],
    ['no object', [], ['']],
  ])('%s is refused with the field named', async (_, body, pointers) => {
    const answer = await operator.post('/v1/products', body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(pointersOf(answer)).toEqual(pointers);
  });

  test('that cannot be is refused with every fault', async () => {
    const twice = [...price(1, 'USD'), ...price(2, 'USD')];
    const answer = await operator.post('/v1/products', sample({ prices: twice }));
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: 'PRODUCT_INVALID' });
    expect(pointersOf(answer)).toEqual(['/prices/1/currency']);
    const nowhere = await operator.post('/v1/products', sample({ categoryIds: [randomUUID()] }));
    expect(nowhere.status).toBe(422);
    expect(pointersOf(nowhere)).toEqual(['/categoryIds/0']);
  });

  test('is not made by customers or by nobody', async () => {
    expect((await stage.as('customer').post('/v1/products', sample())).status).toBe(403);
    expect((await stage.anybody.post('/v1/products', sample())).status).toBe(401);
  });
});

describe('a change', () => {
  test('needs the version that was read', async () => {
    const product = await create(operator);
    const path = `/v1/products/${product.productId}`;
    const missing = await operator.request('PATCH', path, { body: { name: 'x' } });
    expect(missing.status).toBe(428);
    const changed = await patch(product, { name: 'Laptop 15' });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).toBe('"2"');
    expect(changed.body).toMatchObject({ name: 'Laptop 15', version: 2, prices: product.prices });
    const stale = await patch(product, { name: 'Laptop 16' });
    expect(stale.status).toBe(412);
    const read = await stage.anybody.get(path);
    expect(read.body).toEqual(changed.body);
  });

  test('of two at once, one wins', async () => {
    const product = await create(operator);
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((name) => patch(product, { name })));
    expect(statusesOf(answers)).toEqual([200, 412, 412, 412]);
  });

  test('that changes nothing keeps the version', async () => {
    const product = await create(operator);
    const answer = await patch(product, { name: product.name });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('etag')).toBe('"1"');
  });

  test('to what cannot be is refused, and changes nothing', async () => {
    const product = await create(operator);
    const answer = await patch(product, { name: 'other', categoryIds: [randomUUID()] });
    expect(answer.status).toBe(422);
    expect(pointersOf(answer)).toEqual(['/categoryIds/0']);
    expect((await patch(product, { sku: 'other' })).status).toBe(400);
    const read = await stage.anybody.get(`/v1/products/${product.productId}`);
    expect(read.body).toEqual(product);
  });

  test('of what is not there is a 404', async () => {
    const answer = await operator.request('PATCH', `/v1/products/${randomUUID()}`, {
      body: { name: 'x' },
      headers: ifMatch(1),
    });
    expect(answer.status).toBe(404);
    const malformed = await stage.anybody.get('/v1/products/42');
    expect(malformed.status).toBe(400);
    expect(pointersOf(malformed)).toEqual(['/path/productId']);
  });
});

describe('the end of a product', () => {
  test('archived: shown, not changed, and restored', async () => {
    const product = await create(operator);
    expect((await archive(product, 7)).status).toBe(412);
    const archived = bodyOf<ProductResource>(await archive(product));
    expect(archived).toMatchObject({ status: 'ARCHIVED', version: 2 });
    expect((await stage.anybody.get(`/v1/products/${product.productId}`)).body).toEqual(archived);
    const refused = await patch(archived, { name: 'x' });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: 'PRODUCT_ARCHIVED' });
    const restored = await operator.post(`/v1/products/${product.productId}/restore`, undefined, ifMatch(2));
    expect(restored.body).toMatchObject({ status: 'ACTIVE', version: 3 });
  });

  test('removed: only by an admin, only when archived, and then gone', async () => {
    const product = await create(operator);
    const path = `/v1/products/${product.productId}`;
    const remove = (client: HttpClient, version: number) =>
      client.request('DELETE', path, { headers: ifMatch(version) });
    expect((await remove(operator, 1)).status).toBe(403);
    expect((await remove(admin, 1)).status).toBe(409);
    expect((await archive(product)).status).toBe(200);
    expect((await remove(admin, 1)).status).toBe(412);
    expect((await remove(admin, 2)).status).toBe(204);
    expect((await stage.anybody.get(path)).status).toBe(404);
    expect((await remove(admin, 3)).status).toBe(404);
    await create(operator, { sku: product.sku });
  });
});
