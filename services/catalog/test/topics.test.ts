import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type HttpClient, waitFor } from '@orpheus/platform/testing';
import { events } from '@orpheus/schemas';
import { bodyOf, create, createCategory, listAll, type ProductResource, sample } from './support/samples.ts';
import { type Stage, startStage } from './support/stage.ts';

let stage: Stage;
let operator: HttpClient;

beforeAll(async () => {
  stage = await startStage();
  operator = stage.as('operator');
});

afterAll(() => stage?.stop());

const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });

/** The messages of one product, in the order of the topic; a tombstone is null. */
function messagesOf(productId: string) {
  return stage.peer.messages.filter((message) => message.key?.toString() === productId);
}

describe('the topic of products', () => {
  test('has the whole state after each change, and a tombstone in the end', async () => {
    const category = await createCategory(operator, `topic-${randomUUID()}`);
    const product = await create(operator, { categoryIds: [category] });
    const path = `/v1/products/${product.productId}`;
    await operator.request('PATCH', path, { body: { name: 'Renamed' }, headers: ifMatch(1) });
    await operator.request('PATCH', path, { body: { name: 'Renamed' }, headers: ifMatch(2) });
    await operator.post(`${path}/archive`, undefined, ifMatch(2));
    await stage.as('admin').request('DELETE', path, { headers: ifMatch(3) });

    await waitFor(() => messagesOf(product.productId).length >= 4);
    const messages = messagesOf(product.productId);
    expect(messages.map((message) => message.value === null)).toEqual([false, false, false, true]);
    const states = await stage.peer.waitForEvents(events.product, product.productId, 3);
    expect(states.map(({ payload: { version, name, status } }) => ({ version, name, status }))).toEqual([
      { version: 1, name: product.name, status: 'ACTIVE' },
      { version: 2, name: 'Renamed', status: 'ACTIVE' },
      { version: 3, name: 'Renamed', status: 'ARCHIVED' },
    ]);
    expect(states[0]?.payload).toMatchObject({
      productId: product.productId,
      sku: product.sku,
      prices: product.prices,
      categoryIds: [category],
      attributes: { colour: 'grey' },
    });
    expect(states.map((state) => state.version)).toEqual([1, 2, 3]);
  });

  test('has each row of a bulk request that changed something, and no other', async () => {
    const known = await create(operator);
    const rows = [sample(), sample({ sku: known.sku }), sample({ prices: [] }), sample()];
    const { results } = bodyOf<{ results: readonly { productId: string | null; status: string }[] }>(
      await operator.post('/v1/products/bulk', { products: rows }),
    );
    expect(results.map((result) => result.status)).toEqual(['created', 'unchanged', 'rejected', 'created']);
    const last = await create(operator);
    await stage.peer.waitForEvents(events.product, last.productId);
    for (const index of [0, 3]) {
      const [state] = await stage.peer.waitForEvents(events.product, results[index]?.productId ?? '');
      expect(state?.payload.sku).toBe(rows[index]?.sku);
    }
    expect(messagesOf(known.productId)).toHaveLength(1);
  });

  test('has nothing of what was refused', async () => {
    const product = await create(operator);
    const refused = await operator.request('PATCH', `/v1/products/${product.productId}`, {
      body: { categoryIds: [randomUUID()] },
      headers: ifMatch(1),
    });
    expect(refused.status).toBe(422);
    const last = await create(operator);
    await stage.peer.waitForEvents(events.product, last.productId);
    await stage.peer.waitForEvents(events.product, product.productId);
    expect(messagesOf(product.productId)).toHaveLength(1);
  });
});

describe('stock levels', () => {
  const publish = (productId: string, version: number, available: number) =>
    stage.peer.publish({
      definition: events.stockLevel,
      key: productId,
      version,
      payload: { productId, version, onHand: available + 2, reserved: 2, available },
    });

  const read = async (productId: string) =>
    bodyOf<ProductResource>(await stage.anybody.get(`/v1/products/${productId}`));

  test('make a product available, and the newest counts in whatever order they come', async () => {
    const { productId, version } = await create(operator);
    await publish(productId, 5, 3);
    await waitFor(async () => (await read(productId)).inStock);
    expect(await read(productId)).toMatchObject({ available: 3, inStock: true, version });
    await publish(productId, 4, 99);
    await publish(productId, 6, 0);
    await waitFor(async () => !(await read(productId)).inStock);
    expect((await read(productId)).available).toBe(0);
  });

  test('a product whose level was withdrawn is not in stock', async () => {
    const { productId } = await create(operator);
    await publish(productId, 1, 3);
    await waitFor(async () => (await read(productId)).inStock);
    await stage.peer.publish({ definition: events.stockLevel, key: productId, version: 2, payload: null });
    await waitFor(async () => !(await read(productId)).inStock);
  });

  test('may come before the product is known, and lists are filtered by them', async () => {
    const categoryId = await createCategory(operator, `stock-${randomUUID()}`);
    const full = await create(operator, { categoryIds: [categoryId] });
    const empty = await create(operator, { categoryIds: [categoryId] });
    const unheard = await create(operator, { categoryIds: [categoryId] });
    await publish(randomUUID(), 1, 1);
    await publish(empty.productId, 1, 0);
    await publish(full.productId, 1, 1);
    await waitFor(async () => (await read(full.productId)).inStock);
    const list = async (inStock: boolean) => {
      const path = `/v1/products?categoryId=${categoryId}&inStock=${inStock}`;
      return (await listAll<ProductResource>(stage.anybody, path)).map((product) => product.productId);
    };
    expect(await list(true)).toEqual([full.productId]);
    expect(await list(false)).toEqual([unheard.productId, empty.productId]);
  });
});
