import { waitUntil } from '../stack/wait-until.ts';
import { type Api, ApiError } from './api.ts';
import { readShop, type SeedProduct, type Shop } from './shop.ts';

/** A product of the shop as the services know it. */
export interface SeededProduct extends SeedProduct {
  readonly productId: string;
}

export interface SeedOutcome {
  readonly products: readonly SeededProduct[];
  readonly categories: number;
  /** How many products were not there, or not like this. */
  readonly written: number;
  /** How many got their first stock now. */
  readonly stocked: number;
}

/** Fills the catalogue and the stock through the services' own HTTP APIs. A second time changes nothing. */
export async function seed(services: { catalog: Api; inventory: Api }): Promise<SeedOutcome> {
  const shop = await readShop();
  const categoryIds = await seedCategories(services.catalog, shop);
  const answer = await services.catalog.post('/v1/products/bulk', {
    products: shop.products.map(({ stock: _stock, category, ...product }) => ({
      ...product,
      categoryIds: [categoryIds.get(category)],
    })),
  });
  const results = listAt(answer, 'results');
  const rejected = results.filter((result) => textAt(result, 'status') === 'rejected');
  if (rejected.length > 0) throw new Error(`the catalogue refused products: ${JSON.stringify(rejected)}`);
  const products = shop.products.map((product, index) => ({
    ...product,
    productId: textAt(results[index], 'productId'),
  }));
  return {
    products,
    categories: categoryIds.size,
    written: results.filter((result) => textAt(result, 'status') !== 'unchanged').length,
    stocked: await seedStock(services.inventory, products),
  };
}

async function seedCategories(catalog: Api, shop: Shop): Promise<Map<string, string>> {
  const present = await allPages(catalog, '/v1/categories');
  const ids = new Map(present.map((each) => [textAt(each, 'slug'), textAt(each, 'categoryId')]));
  for (const { slug, parent, name } of shop.categories) {
    if (ids.has(slug)) continue;
    const body = { slug, name, parentId: ids.get(parent) ?? null };
    ids.set(slug, textAt(await catalog.post('/v1/categories', body), 'categoryId'));
  }
  return ids;
}

/** Inventory hears of new products by their topic, so the first time takes until that has come through. */
async function seedStock(inventory: Api, products: readonly SeededProduct[]): Promise<number> {
  const wanted = products.filter((product) => product.stock > 0);
  let levels = new Map<string, unknown>();
  await waitUntil(
    'the products in inventory',
    async () => {
      const items = await allPages(inventory, '/v1/stock');
      levels = new Map(items.map((item) => [textAt(item, 'productId'), item]));
      return wanted.every((product) => levels.has(product.productId));
    },
    { timeoutMs: 30_000, intervalMs: 200 },
  );
  const empty = wanted.filter((product) => fieldAt(levels.get(product.productId), 'onHand') === 0);
  const stocked = await Promise.all(empty.map((product) => stockOnce(inventory, product)));
  return stocked.filter(Boolean).length;
}

/** A shelf that was emptied by customers stays empty: only a product without any movement gets its stock. */
async function stockOnce(inventory: Api, product: SeededProduct): Promise<boolean> {
  const path = `/v1/stock/${product.productId}`;
  const movements = await inventory.get(`${path}/movements?limit=1`);
  if (listAt(movements, 'items').length > 0) return false;
  const body = { quantity: product.stock, reason: 'opening stock' };
  try {
    await inventory.post(`${path}/replenish`, body, { 'idempotency-key': `opening-${product.productId}` });
    return true;
  } catch (error) {
    // Somebody else opens the same shop at the same time.
    if (error instanceof ApiError && error.status === 409) return false;
    throw error;
  }
}

async function allPages(api: Api, path: string): Promise<unknown[]> {
  const items: unknown[] = [];
  let cursor = '';
  do {
    const page = await api.get(`${path}?limit=100${cursor}`);
    items.push(...listAt(page, 'items'));
    const next = fieldAt(page, 'next');
    cursor = typeof next === 'string' ? `&cursor=${encodeURIComponent(next)}` : '';
  } while (cursor !== '');
  return items;
}

function fieldAt(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function textAt(value: unknown, name: string): string {
  const field = fieldAt(value, name);
  if (typeof field !== 'string') throw new Error(`an answer has no ${name}: ${JSON.stringify(value)}`);
  return field;
}

function listAt(value: unknown, name: string): unknown[] {
  const field = fieldAt(value, name);
  if (!Array.isArray(field)) throw new Error(`an answer has no list ${name}: ${JSON.stringify(value)}`);
  return field;
}
