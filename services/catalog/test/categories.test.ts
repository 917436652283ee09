import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HttpClient } from '@orpheus/platform/testing';
import { bodyOf, create, createCategory, listAll, pointersOf, statusesOf } from './support/samples.ts';
import { type Stage, startStage } from './support/stage.ts';

interface CategoryResource {
  readonly categoryId: string;
  readonly parentId: string | null;
  readonly slug: string;
  readonly version: number;
}

let stage: Stage;
let operator: HttpClient;

beforeAll(async () => {
  stage = await startStage();
  operator = stage.as('operator');
});

afterAll(() => stage?.stop());

const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });

function change(categoryId: string, body: unknown, version = 1) {
  return operator.request('PATCH', `/v1/categories/${categoryId}`, { body, headers: ifMatch(version) });
}

function remove(categoryId: string, version = 1) {
  return operator.request('DELETE', `/v1/categories/${categoryId}`, { headers: ifMatch(version) });
}

const fresh = (name: string) => `${name}-${randomUUID().slice(0, 8)}`;

describe('categories', () => {
  test('are created with a place and an address, and read by anybody', async () => {
    const slug = fresh('garden');
    const answer = await operator.post('/v1/categories', { name: 'Garden', slug });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.body).toMatchObject({ name: 'Garden', slug, parentId: null, version: 1 });
    const read = await stage.anybody.get(answer.headers.get('location') ?? '');
    expect(read.body).toEqual(answer.body);
    expect((await stage.as('customer').post('/v1/categories', { name: 'x', slug: 'x' })).status).toBe(403);
    expect((await stage.anybody.get(`/v1/categories/${randomUUID()}`)).status).toBe(404);
  });

  test('refuse a taken or malformed slug and a parent that is not there', async () => {
    const slug = fresh('tools');
    const first = await createCategory(operator, slug);
    const taken = await operator.post('/v1/categories', { name: 'x', slug });
    expect(taken.status).toBe(409);
    expect(pointersOf(taken)).toEqual(['/slug']);
    const malformed = await operator.post('/v1/categories', { name: '', slug: 'A b', parentId: 3 });
    expect(malformed.status).toBe(400);
    expect([...pointersOf(malformed)].sort()).toEqual(['/name', '/parentId', '/slug']);
    const orphan = { name: 'x', slug: fresh('x'), parentId: randomUUID() };
    const refused = await operator.post('/v1/categories', orphan);
    expect(refused.status).toBe(422);
    expect(pointersOf(refused)).toEqual(['/parentId']);
    const other = await createCategory(operator, fresh('other'));
    expect((await change(other, { slug })).status).toBe(409);
    expect((await change(first, { name: 'Tools' })).body).toMatchObject({ name: 'Tools', version: 2 });
  });

  test('move with all below them, but never below themselves', async () => {
    const top = await createCategory(operator, fresh('top'));
    const middle = await createCategory(operator, fresh('middle'), top);
    const leaf = await createCategory(operator, fresh('leaf'), middle);
    for (const parentId of [top, middle, leaf]) {
      const cycle = await change(top, { parentId });
      expect(cycle.status).toBe(422);
      expect(pointersOf(cycle)).toEqual(['/parentId']);
    }
    expect((await change(middle, { parentId: null })).body).toMatchObject({ parentId: null, version: 2 });
    expect((await change(top, { parentId: leaf })).status).toBe(200);
    expect((await change(middle, { parentId: top }, 2)).status).toBe(422);
  });

  test('cannot close a cycle by two moves at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const a = await createCategory(operator, fresh('a'));
      const b = await createCategory(operator, fresh('b'));
      const answers = await Promise.all([change(a, { parentId: b }), change(b, { parentId: a })]);
      expect(statusesOf(answers)).toEqual([200, 422]);
    }
  });

  test('change only at the version that was read', async () => {
    const id = await createCategory(operator, fresh('versioned'));
    const missing = await operator.request('PATCH', `/v1/categories/${id}`, { body: { name: 'x' } });
    expect(missing.status).toBe(428);
    expect((await change(id, { name: 'x' }, 2)).status).toBe(412);
    expect((await remove(id, 2)).status).toBe(412);
  });

  test('are deleted when they are empty', async () => {
    const parent = await createCategory(operator, fresh('parent'));
    const child = await createCategory(operator, fresh('child'), parent);
    expect((await remove(parent)).status).toBe(409);
    const product = await create(operator, { categoryIds: [child] });
    const refused = await remove(child);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: 'CATEGORY_NOT_EMPTY' });
    const emptied = await operator.request('PATCH', `/v1/products/${product.productId}`, {
      body: { categoryIds: [] },
      headers: ifMatch(1),
    });
    expect(emptied.status).toBe(200);
    expect((await remove(child)).status).toBe(204);
    expect((await remove(parent)).status).toBe(204);
    expect((await remove(parent)).status).toBe(404);
  });

  test('a category that gets a product and is deleted at once ends either way, never half', async () => {
    for (let round = 0; round < 10; round += 1) {
      const id = await createCategory(operator, fresh('raced'));
      const [deleted, created] = await Promise.all([
        remove(id),
        operator.post('/v1/products', {
          sku: randomUUID(),
          name: 'x',
          prices: [{ amountMinor: 1, currency: 'USD' }],
          categoryIds: [id],
        }),
      ]);
      expect([
        [204, 422],
        [409, 201],
      ]).toContainEqual([deleted.status, created.status]);
    }
  });

  test('are listed by slug, by parent, page by page', async () => {
    const parent = await createCategory(operator, fresh('shelf'));
    const slugs = Array.from({ length: 7 }, (_, index) => `${fresh('row')}-${index}`).sort();
    for (const slug of slugs) await createCategory(operator, slug, parent);
    const path = `/v1/categories?parentId=${parent}`;
    const found = await listAll<CategoryResource>(stage.anybody, path, 3);
    expect(found.map((category) => category.slug)).toEqual(slugs);
    const page = bodyOf<{ next: string }>(await stage.anybody.get(`${path}&limit=3`));
    const foreign = await stage.anybody.get(`/v1/categories?cursor=${page.next}`);
    expect(foreign.status).toBe(400);
    expect(pointersOf(foreign)).toEqual(['/query/cursor']);
  });
});
