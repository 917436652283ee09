import type { Product } from '../domain/product.ts';
import type { SearchQuery } from '../domain/search-query.ts';

/** A product with what inventory says of it. */
export interface ProductView {
  readonly product: Product;
  /** Units that can be promised; 0 where inventory has said nothing yet. */
  readonly available: number;
}

export type ProductSort = 'newest' | 'name' | 'price' | '-price' | 'relevance';

/** What is asked for. */
export interface ProductFilter {
  readonly status: Product['status'];
  /** With all categories below it. */
  readonly categoryId?: string | undefined;
  /** Only products with a price in it; the bounds are in its smallest unit, both included. */
  readonly currency?: string | undefined;
  readonly minPrice?: number | undefined;
  readonly maxPrice?: number | undefined;
  readonly inStock?: boolean | undefined;
  readonly text?: string | undefined;
  readonly sort: ProductSort;
}

/** The same in terms of what is stored: the subtree spelt out, the text as a query. */
export interface ProductCriteria extends Omit<ProductFilter, 'categoryId' | 'text'> {
  readonly categoryIds?: readonly string[] | undefined;
  readonly search?: SearchQuery | undefined;
}

/** Where a product stands in a sorted list: the value that it is sorted by, and its id. */
export interface ProductPlace {
  readonly key: string | number;
  readonly id: string;
}
