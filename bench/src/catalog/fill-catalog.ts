import pg from 'pg';
import { createRandom, generateProduct } from './generate-products.ts';
import { ranges } from './product-words.ts';
import type { ScratchCatalog } from './scratch-catalog.ts';

const ROWS_A_REQUEST = 1_000;

async function post(catalog: ScratchCatalog, path: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(`${catalog.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${catalog.token}` },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return Object.fromEntries(Object.entries(Object(await response.json())));
}

async function createCategories(catalog: ScratchCatalog): Promise<ReadonlyMap<string, string>> {
  const top = await post(catalog, '/v1/categories', { name: 'Shop', slug: 'shop' });
  const ids = new Map<string, string>();
  for (const { category } of ranges) {
    const body = { name: category, slug: category.toLowerCase(), parentId: top['categoryId'] };
    ids.set(category, String((await post(catalog, '/v1/categories', body))['categoryId']));
  }
  return ids;
}

/** What inventory would have told by its topic: nine of ten products are in stock. */
async function addStock(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `insert into stock_levels (product_id, version, deleted, on_hand, reserved, available)
       select id, 1, false, stock, 0, stock
       from (select id, greatest(0, ('x' || right(id::text, 2))::bit(8)::int - 25) as stock from products) level`,
    );
    // Autovacuum does the same within minutes; here the measurement is to begin in that state.
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

/** Fills the catalogue by bulk requests, as a shop would, and returns its categories' ids. */
export async function fillCatalog(catalog: ScratchCatalog, products: number): Promise<readonly string[]> {
  const random = createRandom(1);
  const categoryIds = await createCategories(catalog);
  for (let first = 0; first < products; first += ROWS_A_REQUEST) {
    const count = Math.min(ROWS_A_REQUEST, products - first);
    const rows = Array.from({ length: count }, (_, index) =>
      generateProduct(random, first + index, categoryIds),
    );
    await post(catalog, '/v1/products/bulk', { products: rows });
  }
  await addStock(catalog.databaseUrl);
  return [...categoryIds.values()];
}
