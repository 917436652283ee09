import type { Product } from '../domain/product.ts';

export interface ProductRow {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly status: Product['status'];
  /** bigint */
  readonly version: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly prices: readonly { readonly amountMinor: number; readonly currency: string }[];
  readonly category_ids: readonly string[];
}

/** Columns of `products p` with what belongs to it. */
export const productColumns = `p.id, p.sku, p.name, p.description, p.attributes, p.status, p.version,
  p.created_at, p.updated_at,
  coalesce(
    (select json_agg(json_build_object('amountMinor', price.amount_minor, 'currency', price.currency)
       order by price.currency)
     from product_prices price where price.product_id = p.id),
    '[]') as prices,
  array(select link.category_id from product_categories link where link.product_id = p.id
    order by link.category_id) as category_ids`;

export function toProduct(row: ProductRow): Product {
  return {
    id: row.id,
    sku: row.sku,
    name: row.name,
    description: row.description,
    attributes: row.attributes,
    status: row.status,
    version: Number(row.version),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    prices: row.prices,
    categoryIds: row.category_ids,
  };
}
