import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HttpClient } from '@orpheus/platform/testing';
import {
  type BulkResource,
  bodyOf,
  create,
  listAll,
  type ProductResource,
  pointersOf,
  sample,
} from './support/samples.ts';
import { type Stage, startStage } from './support/stage.ts';

let stage: Stage;
let operator: HttpClient;

beforeAll(async () => {
  stage = await startStage();
  operator = stage.as('operator');
});

afterAll(() => stage?.stop());

async function upsert(products: readonly unknown[]): Promise<BulkResource['results']> {
  return bodyOf<BulkResource>(await operator.post('/v1/products/bulk', { products })).results;
}

const statusesOf = (results: BulkResource['results']) => results.map((result) => result.status);

describe('bulk upsert', () => {
  test('tells for each row what became of it', async () => {
    const known = await create(operator, { sku: `K-${randomUUID()}` });
    const same = await create(operator, { sku: `S-${randomUUID()}` });
    const archived = await create(operator);
    await operator.post(`/v1/products/${archived.productId}/archive`, undefined, { 'if-match': '"1"' });
    const fresh = sample();

    const results = await upsert([
      fresh,
      sample({ sku: known.sku, name: 'Renamed' }),
      sample({ sku: same.sku }),
      sample({ prices: [{ amountMinor: -1, currency: 'USD' }], colour: 'red' }),
      sample({ categoryIds: [randomUUID()] }),
      'nonsense',
      { ...fresh, name: 'Once more' },
      sample({ sku: archived.sku, name: 'x' }),
      sample({ prices: [] }),
      sample({ attributes: { 'in/out~side': 3 } }),
    ]);

    expect(results.map((result) => result.index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(statusesOf(results)).toEqual([
      'created',
      'updated',
      'unchanged',
      'rejected',
      'rejected',
      'rejected',
      'rejected',
      'rejected',
      'rejected',
      'rejected',
    ]);
    expect(results[1]).toEqual({
      index: 1,
      status: 'updated',
      productId: known.productId,
      version: 2,
      errors: [],
    });
    expect(results[2]).toMatchObject({ productId: same.productId, version: 1 });
    expect(results.map((result) => result.errors.map((error) => error.pointer))).toEqual([
      [],
      [],
      [],
      ['/products/3/prices/0/amountMinor', '/products/3/colour'],
      ['/products/4/categoryIds/0'],
      ['/products/5'],
      ['/products/6/sku'],
      ['/products/7/sku'],
      ['/products/8/prices'],
      ['/products/9/attributes/in~1out~0side'],
    ]);

    const created = await stage.anybody.get(`/v1/products/${results[0]?.productId}`);
    expect(created.body).toMatchObject(fresh);
    const renamed = await stage.anybody.get(`/v1/products/${known.productId}`);
    expect(renamed.body).toMatchObject({ name: 'Renamed', version: 2 });
  });

  test('takes 1,000 rows, twice with one effect, and no more', async () => {
    const run = randomUUID().slice(0, 8);
    const products = Array.from({ length: 1_000 }, (_, index) =>
      sample({ sku: `${run}-${index}`, name: `Bulk ${run} ${index}` }),
    );
    expect(new Set(statusesOf(await upsert(products)))).toEqual(new Set(['created']));
    const again = await upsert(products);
    expect(new Set(again.map((result) => `${result.status} ${result.version}`))).toEqual(
      new Set(['unchanged 1']),
    );
    expect(await listAll<ProductResource>(stage.anybody, `/v1/products?q=${run}`)).toHaveLength(1_000);

    const tooMany = await operator.post('/v1/products/bulk', { products: [...products, sample()] });
    expect(tooMany.status).toBe(400);
    expect(pointersOf(tooMany)).toEqual(['/products']);
    expect((await operator.post('/v1/products/bulk', { products: [] })).status).toBe(400);
  });

  test('of the same skus at the same time in another order makes each product once', async () => {
    const run = randomUUID().slice(0, 8);
    const rows = Array.from({ length: 50 }, (_, index) => ({ sku: `${run}-${index}` }));
    const named = (name: string) => rows.map((row) => sample({ ...row, name: `${name} ${run}` }));
    const answers = await Promise.all([
      upsert(named('Alpha')),
      upsert(named('Beta').reverse()),
      upsert(named('Gamma')),
      upsert(named('Delta').reverse()),
    ]);
    const results = answers.flat();
    expect(results.filter((result) => result.status === 'created')).toHaveLength(50);
    expect(results.filter((result) => result.status === 'updated')).toHaveLength(150);
    expect(new Set(results.map((result) => result.productId)).size).toBe(50);
    const products = await listAll<ProductResource>(stage.anybody, `/v1/products?q=${run}`);
    expect(new Set(products.map((product) => `${product.version} ${product.name}`)).size).toBe(1);
    expect(products[0]?.version).toBe(4);
  });

  test('is not for customers', async () => {
    const answer = await stage.as('customer').post('/v1/products/bulk', { products: [sample()] });
    expect(answer.status).toBe(403);
  });
});
