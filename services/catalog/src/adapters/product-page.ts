import type { SqlExecutor, SqlValue } from '@orpheus/platform/db';
import type { ProductCriteria, ProductPlace, ProductSort } from '../app/product-list.ts';
import type { SearchQuery } from '../domain/search-query.ts';

/** Collects a statement's values and gives each its place. */
class Parameters {
  readonly values: SqlValue[] = [];

  add(value: SqlValue, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}

const productTable = { from: 'products p', id: 'p.id', status: 'p.status' };
const searchTable = { from: 'product_search s', id: 's.product_id', status: 's.status' };

interface Order {
  readonly expression: string;
  readonly type: string;
  readonly direction: 'asc' | 'desc';
}

/** Relevance in whole millionths, since a cursor needs values that compare exactly. */
const relevance = `(ts_rank('{0.05, 0.1, 0.4, 1}', s.document, q.query) * 1000000)::int`;

const orders: Readonly<Record<ProductSort, Order>> = {
  newest: { expression: 'p.created_at', type: 'timestamptz', direction: 'desc' },
  name: { expression: 'p.sort_name', type: 'text', direction: 'asc' },
  price: { expression: 'price.amount_minor', type: 'bigint', direction: 'asc' },
  '-price': { expression: 'price.amount_minor', type: 'bigint', direction: 'desc' },
  relevance: { expression: relevance, type: 'int', direction: 'desc' },
};

/** Terms hold letters and digits only, so that the text of the query needs no quoting. */
function queryText(search: SearchQuery): string {
  return search
    .map((words) => `(${words.map(({ text, prefix }) => (prefix ? `${text}:*` : text)).join(' | ')})`)
    .join(' & ');
}

function priceConditions(criteria: ProductCriteria, parameters: Parameters): readonly string[] {
  const conditions: string[] = [];
  if (criteria.minPrice !== undefined) {
    conditions.push(`price.amount_minor >= ${parameters.add(criteria.minPrice, 'bigint')}`);
  }
  if (criteria.maxPrice !== undefined) {
    conditions.push(`price.amount_minor <= ${parameters.add(criteria.maxPrice, 'bigint')}`);
  }
  return conditions;
}

function stockCondition(id: string, inStock: boolean): string {
  const held = `exists (select from stock_levels l where l.product_id = ${id} and l.available > 0)`;
  return inStock ? held : `not ${held}`;
}

function toKey(value: string | number | Date, type: string): ProductPlace['key'] {
  if (value instanceof Date) return value.toISOString();
  return type === 'bigint' ? Number(value) : value;
}

/** Where the criteria's products stand in their order. The statement has no name: its plan depends on the values. */
export async function productPlaces(
  sql: SqlExecutor,
  criteria: ProductCriteria,
  after: ProductPlace | undefined,
  count: number,
): Promise<readonly ProductPlace[]> {
  const parameters = new Parameters();
  const { expression, type, direction } = orders[criteria.sort];
  // Ranking reads every match, so it goes without the table of products.
  const base = criteria.sort === 'relevance' ? searchTable : productTable;
  const joins: string[] = [];
  const conditions = [`${base.status} = ${parameters.add(criteria.status, 'text')}`];
  if (criteria.search !== undefined) {
    const query = parameters.add(queryText(criteria.search), 'text');
    if (base !== searchTable) joins.push('join product_search s on s.product_id = p.id');
    joins.push(`cross join (select to_tsquery('simple', ${query}) as query) q`);
    conditions.push('s.document @@ q.query');
  }
  if (criteria.currency !== undefined) {
    const currency = parameters.add(criteria.currency, 'text');
    joins.push(`join product_prices price on price.product_id = ${base.id} and price.currency = ${currency}`);
    conditions.push(...priceConditions(criteria, parameters));
  }
  if (criteria.categoryIds !== undefined) {
    conditions.push(`exists (select from product_categories link where link.product_id = ${base.id}
      and link.category_id = any(${parameters.add(criteria.categoryIds, 'uuid[]')}))`);
  }
  if (criteria.inStock !== undefined) conditions.push(stockCondition(base.id, criteria.inStock));
  const seen =
    after === undefined
      ? 'true'
      : `(key, id) ${direction === 'asc' ? '>' : '<'} (${parameters.add(after.key, type)}, ${parameters.add(after.id, 'uuid')})`;
  const rows = await sql.query<{ key: string | number | Date; id: string }>(
    `select key, id from (
       select ${expression} as key, ${base.id} as id from ${base.from} ${joins.join(' ')} where ${conditions.join(' and ')}
     ) place
     where ${seen} order by key ${direction}, id ${direction} limit ${parameters.add(count, 'int')}`,
    parameters.values,
  );
  return rows.map((row) => ({
    key: toKey(row.key, type),
    id: row.id,
  }));
}
