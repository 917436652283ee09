import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HttpClient } from '@orpheus/platform/testing';
import {
  bodyOf,
  create,
  createCategory,
  listAll,
  type Page,
  type ProductResource,
  pointersOf,
} from './support/samples.ts';
import { type Stage, startStage } from './support/stage.ts';

let stage: Stage;
let operator: HttpClient;

beforeAll(async () => {
  stage = await startStage();
  operator = stage.as('operator');
});

afterAll(() => stage?.stop());

const list = (query: string, limit?: number) =>
  listAll<ProductResource>(stage.anybody, `/v1/products?${query}`, limit);
const namesOf = (products: readonly ProductResource[]) => products.map((product) => product.name);

/** A category of a test's own, so that tests do not see each other's products. */
const room = (parentId?: string) => createCategory(operator, `room-${randomUUID()}`, parentId);

describe('a category', () => {
  test('is listed with all that is below it, each product once', async () => {
    const top = await room();
    const middle = await room(top);
    const leaf = await room(middle);
    const elsewhere = await room();
    await create(operator, { name: 'on top', categoryIds: [top] });
    await create(operator, { name: 'below', categoryIds: [leaf] });
    await create(operator, { name: 'in two', categoryIds: [middle, leaf] });
    await create(operator, { name: 'elsewhere', categoryIds: [elsewhere] });
    expect(namesOf(await list(`categoryId=${top}&sort=name`))).toEqual(['below', 'in two', 'on top']);
    expect(namesOf(await list(`categoryId=${middle}&sort=name`))).toEqual(['below', 'in two']);
    expect(await list(`categoryId=${randomUUID()}`)).toEqual([]);
  });
});

describe('prices', () => {
  let categoryId: string;

  beforeAll(async () => {
    categoryId = await room();
    const prices = [
      ['cheap', 100, 900],
      ['fair', 200, 100],
      ['dear', 300, undefined],
    ] as const;
    for (const [name, usd, eur] of prices) {
      await create(operator, {
        name,
        categoryIds: [categoryId],
        prices: [
          { amountMinor: usd, currency: 'USD' },
          ...(eur === undefined ? [] : [{ amountMinor: eur, currency: 'EUR' }]),
        ],
      });
    }
  });

  test('filter and sort in the currency that is asked for', async () => {
    const in_ = (query: string) => list(`categoryId=${categoryId}&${query}`).then(namesOf);
    expect(await in_('currency=USD&sort=price')).toEqual(['cheap', 'fair', 'dear']);
    expect(await in_('currency=USD&sort=-price')).toEqual(['dear', 'fair', 'cheap']);
    expect(await in_('currency=EUR&sort=price')).toEqual(['fair', 'cheap']);
    expect(await in_('currency=USD&minPrice=200&maxPrice=300&sort=price')).toEqual(['fair', 'dear']);
    expect(await in_('currency=EUR&maxPrice=100')).toEqual(['fair']);
    expect(await in_('currency=JPY')).toEqual([]);
  });

  test.each([
    ['minPrice=1', '/query/minPrice'],
    ['maxPrice=1', '/query/maxPrice'],
    ['sort=price', '/query/sort'],
    ['sort=relevance', '/query/sort'],
    ['currency=usd', '/query/currency'],
    ['currency=USD&minPrice=-1', '/query/minPrice'],
    ['inStock=yes', '/query/inStock'],
    ['limit=0', '/query/limit'],
    ['status=GONE', '/query/status'],
    ['categoryId=1', '/query/categoryId'],
    ['colour=red', '/query/colour'],
    ['cursor=abc', '/query/cursor'],
  ])('%s is refused with the field named', async (query, pointer) => {
    const answer = await stage.anybody.get(`/v1/products?${query}`);
    expect(answer.status).toBe(400);
    expect(pointersOf(answer)).toEqual([pointer]);
  });
});

describe('pages', () => {
  test.each(['sort=newest', 'sort=name', 'sort=price&currency=USD', 'sort=-price&currency=USD', 'q=item'])(
    'by %s show each product once, in order, although others come in between',
    async (query) => {
      const categoryId = await room();
      const add = (index: number) =>
        create(operator, {
          name: `item ${index % 5}`,
          categoryIds: [categoryId],
          prices: [{ amountMinor: 100 + (index % 4), currency: 'USD' }],
        });
      for (let index = 0; index < 20; index += 1) await add(index);
      const path = `/v1/products?categoryId=${categoryId}&${query}`;
      const before = (await listAll<ProductResource>(stage.anybody, path)).map((each) => each.productId);
      expect(new Set(before).size).toBe(20);

      const seen: string[] = [];
      let cursor: string | null = '';
      for (let page = 0; cursor !== null; page += 1) {
        const suffix: string = cursor === '' ? '' : `&cursor=${cursor}`;
        const found: Page<ProductResource> = bodyOf(await stage.anybody.get(`${path}&limit=3${suffix}`));
        seen.push(...found.items.map((each) => each.productId));
        cursor = found.next;
        if (page < 4) await add(100 + page);
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((each) => before.includes(each))).toEqual(before);
    },
  );

  test('a cursor belongs to its filters and its order', async () => {
    const categoryId = await room();
    for (const name of ['a', 'b', 'c']) await create(operator, { name, categoryIds: [categoryId] });
    const path = `/v1/products?categoryId=${categoryId}&limit=1`;
    const { next } = bodyOf<Page<ProductResource>>(await stage.anybody.get(path));
    for (const other of [`${path}&sort=name`, `${path}&inStock=false`, '/v1/products?limit=1']) {
      const answer = await stage.anybody.get(`${other}&cursor=${next}`);
      expect(answer.status).toBe(400);
      expect(pointersOf(answer)).toEqual(['/query/cursor']);
    }
    expect((await stage.anybody.get(`${path}&cursor=${next}`)).status).toBe(200);
  });

  test('an oversize limit is capped', async () => {
    const answer = await stage.anybody.get('/v1/products?limit=100000');
    expect(bodyOf<Page<ProductResource>>(answer).items.length).toBeLessThanOrEqual(100);
  });
});

test('archived products are listed only when they are asked for', async () => {
  const categoryId = await room();
  const product = await create(operator, { categoryIds: [categoryId] });
  await operator.post(`/v1/products/${product.productId}/archive`, undefined, { 'if-match': '"1"' });
  expect(await list(`categoryId=${categoryId}`)).toEqual([]);
  expect(await list(`categoryId=${categoryId}&status=ARCHIVED`)).toHaveLength(1);
});
