import { expect, test } from '@jest/globals';
import { readShop } from './shop.ts';

test('the shop is worth a visit', async () => {
  const { products, categories } = await readShop();
  expect(products.length).toBeGreaterThanOrEqual(60);
  expect(new Set(products.map((product) => product.sku)).size).toBe(products.length);
  for (const product of products) {
    expect(categories.map((category) => category.slug)).toContain(product.category);
    for (const price of product.prices) expect(price.amountMinor).toBeGreaterThan(0);
    expect(product.stock).toBeGreaterThanOrEqual(0);
    expect(Object.values(product.attributes)).not.toContain('');
  }
});

test('a parent stands above its children', async () => {
  const { categories } = await readShop();
  const slugs = categories.map((category) => category.slug);
  for (const [index, { parent }] of categories.entries()) {
    if (parent !== '') expect(slugs.slice(0, index)).toContain(parent);
  }
});
