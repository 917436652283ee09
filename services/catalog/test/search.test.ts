import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HttpClient } from '@orpheus/platform/testing';
import { create, listAll, type ProductResource } from './support/samples.ts';
import { type Stage, startStage } from './support/stage.ts';

let stage: Stage;
let operator: HttpClient;

const shop = [
  { sku: 'LAP-14-G', name: 'Gaming laptop 14', description: 'Fast.', attributes: { colour: 'black' } },
  { sku: 'BAG-1', name: 'Canvas bag', description: 'Holds a laptop and books.', attributes: {} },
  { sku: 'SLV-1', name: 'Sleeve', description: 'Soft.', attributes: { fits: 'laptop' } },
  { sku: 'MOU-1', name: 'Wireless mouse', description: 'For the desk.', attributes: {} },
  { sku: 'HDP-1', name: 'Wireless headphones', description: 'Noise cancelling.', attributes: {} },
  { sku: 'COF-1', name: 'Crème Brûlée torch', description: 'For the kitchen.', attributes: {} },
  { sku: 'DSK-1', name: 'Standing desk', description: 'Oak.', attributes: {} },
  { sku: 'KBD-1', name: 'Клавиатура', description: 'Кириллица.', attributes: {} },
  { sku: 'TVX-9', name: 'TV 55', description: 'Large.', attributes: {} },
];

beforeAll(async () => {
  stage = await startStage();
  operator = stage.as('operator');
  for (const product of shop) await create(operator, product);
});

afterAll(() => stage?.stop());

async function search(text: string): Promise<readonly string[]> {
  const path = `/v1/products?q=${encodeURIComponent(text)}`;
  return (await listAll<ProductResource>(stage.anybody, path)).map((product) => product.name);
}

describe('search', () => {
  test('ranks the name before attributes and these before the description', async () => {
    expect(await search('laptop')).toEqual(['Gaming laptop 14', 'Sleeve', 'Canvas bag']);
  });

  test.each([
    ['the beginning of a word', 'lapt', 'Gaming laptop 14'],
    ['another form of a word', 'laptops', 'Gaming laptop 14'],
    ['capitals', 'LAPTOP', 'Gaming laptop 14'],
    ['a wrong letter', 'labtop', 'Gaming laptop 14'],
    ['swapped letters', 'latpop', 'Gaming laptop 14'],
    ['swapped letters of a short word', 'moues', 'Wireless mouse'],
    ['a missing letter', 'hedphones', 'Wireless headphones'],
    ['a letter too many', 'headdphones', 'Wireless headphones'],
    ['a slip at the beginning of a word', 'labt', 'Gaming laptop 14'],
    ['no accents', 'creme brulee', 'Crème Brûlée torch'],
    ['its sku', 'lap-14-g', 'Gaming laptop 14'],
    ['another alphabet', 'клавиатур', 'Клавиатура'],
    ['words that say nothing', 'a desk for the', 'Standing desk'],
    ['punctuation', "tv' | !(55):*", 'TV 55'],
  ])('finds by %s', async (_, text, name) => {
    expect((await search(text))[0]).toBe(name);
  });

  test('every word counts', async () => {
    expect(await search('wireless')).toHaveLength(2);
    expect(await search('wireless headphones')).toEqual(['Wireless headphones']);
    expect(await search('wirless hedphones')).toEqual(['Wireless headphones']);
    expect(await search('wireless laptop')).toEqual([]);
  });

  test('does not guess at what is far off', async () => {
    expect(await search('zebra')).toEqual([]);
    expect(await search('...')).toEqual([]);
  });

  test('follows a change at once', async () => {
    const product = await create(operator, { name: 'Umbrella' });
    expect(await search('umbrella')).toEqual(['Umbrella']);
    await operator.request('PATCH', `/v1/products/${product.productId}`, {
      body: { name: 'Parasol' },
      headers: { 'if-match': '"1"' },
    });
    expect(await search('umbrella')).toEqual([]);
    expect(await search('parasol')).toEqual(['Parasol']);
  });
});
