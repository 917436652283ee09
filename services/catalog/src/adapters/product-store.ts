import type { Transaction } from '@orpheus/platform/db';
import type { ProductStore } from '../app/ports.ts';
import type { Product } from '../domain/product.ts';
import { wordsOf } from '../domain/search-terms.ts';
import { indexProducts } from './product-index.ts';
import { type ProductRow, productColumns, toProduct } from './product-rows.ts';

async function lock(
  tx: Transaction,
  column: 'id' | 'sku',
  type: 'uuid' | 'text',
  values: readonly string[],
): Promise<readonly Product[]> {
  const locked = await tx.query<{ id: string }>(
    `select id from products where ${column} = any($1::${type}[]) order by id for update`,
    [values],
  );
  if (locked.length === 0) return [];
  // A statement of its own: the one that waited for the lock would see prices and categories as they were before.
  const rows = await tx.query<ProductRow>(
    `select ${productColumns} from products p where p.id = any($1::uuid[])`,
    [locked.map((row) => row.id)],
  );
  return rows.map(toProduct);
}

/** The rows of a product are few and change together: they are replaced. */
async function writeDetails(tx: Transaction, products: readonly Product[]): Promise<void> {
  const prices = products.flatMap(({ id, prices: each }) => each.map((price) => ({ id, ...price })));
  await tx.query(
    `insert into product_prices (product_id, currency, amount_minor)
     select * from unnest($1::uuid[], $2::text[], $3::bigint[])`,
    [
      prices.map((price) => price.id),
      prices.map((price) => price.currency),
      prices.map((price) => price.amountMinor),
    ],
  );
  const links = products.flatMap(({ id, categoryIds }) =>
    categoryIds.map((categoryId) => ({ id, categoryId })),
  );
  await tx.query(
    `insert into product_categories (product_id, category_id)
     select * from unnest($1::uuid[], $2::uuid[])`,
    [links.map((link) => link.id), links.map((link) => link.categoryId)],
  );
  await indexProducts(tx, products);
}

/** A cursor carries it, so it is kept short; names that differ only behind it are told apart by id. */
const SORT_NAME_LENGTH = 100;

function sortName(name: string): string {
  return Array.from(wordsOf(name).join(' ')).slice(0, SORT_NAME_LENGTH).join('');
}

function columnsOf(products: readonly Product[]) {
  return [
    products.map((product) => product.id),
    products.map((product) => product.name),
    products.map((product) => sortName(product.name)),
    products.map((product) => product.description),
    products.map((product) => JSON.stringify(product.attributes)),
    products.map((product) => product.status),
    products.map((product) => product.version),
    products.map((product) => product.updatedAt),
  ];
}

async function insert(tx: Transaction, products: readonly Product[]): Promise<ReadonlySet<string>> {
  // By sku, so that two transactions that insert the same skus wait for each other and cannot deadlock.
  const sorted = products.toSorted((a, b) => (a.sku < b.sku ? -1 : 1));
  const rows = await tx.query<{ id: string }>(
    `insert into products (id, name, sort_name, description, attributes, status, version, updated_at,
       sku, created_at)
     select id, name, sort_name, description, attributes, status, version, updated_at, sku, created_at
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::text[], $7::bigint[],
       $8::timestamptz[], $9::text[], $10::timestamptz[]) with ordinality
       as new (id, name, sort_name, description, attributes, status, version, updated_at, sku, created_at, place)
     order by place
     on conflict (sku) do nothing
     returning id`,
    [...columnsOf(sorted), sorted.map((product) => product.sku), sorted.map((product) => product.createdAt)],
  );
  const inserted = new Set(rows.map((row) => row.id));
  await writeDetails(
    tx,
    products.filter((product) => inserted.has(product.id)),
  );
  return inserted;
}

async function update(tx: Transaction, products: readonly Product[]): Promise<void> {
  await tx.query(
    `update products p set name = new.name, sort_name = new.sort_name, description = new.description,
       attributes = new.attributes, status = new.status, version = new.version, updated_at = new.updated_at
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::text[], $7::bigint[],
       $8::timestamptz[]) as new (id, name, sort_name, description, attributes, status, version, updated_at)
     where p.id = new.id`,
    columnsOf(products),
  );
  const ids = products.map((product) => product.id);
  await tx.query('delete from product_prices where product_id = any($1::uuid[])', [ids]);
  await tx.query('delete from product_categories where product_id = any($1::uuid[])', [ids]);
  await writeDetails(tx, products);
}

export const productStore: ProductStore = {
  lockByIds: (tx, ids) => lock(tx, 'id', 'uuid', ids),
  lockBySkus: (tx, skus) => lock(tx, 'sku', 'text', skus),
  insert,
  update,
  remove: async (tx, id) => {
    await tx.query('delete from products where id = $1', [id]);
  },
};
