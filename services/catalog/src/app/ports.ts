import type { Database, SqlExecutor, Transaction } from '@orpheus/platform/db';
import type { Outbox } from '@orpheus/platform/outbox';
import type { Category, CategoryContent } from '../domain/category.ts';
import type { Product } from '../domain/product.ts';
import type { LookedUpTerm } from '../domain/search-query.ts';
import type { ProductCriteria, ProductPlace, ProductView } from './product-list.ts';

/** Products as their owner changes them. */
export interface ProductStore {
  /** Locks and loads; what does not exist is left out. */
  lockByIds(tx: Transaction, ids: readonly string[]): Promise<readonly Product[]>;
  lockBySkus(tx: Transaction, skus: readonly string[]): Promise<readonly Product[]>;
  /** Inserts and returns the ids; a product whose sku is taken meanwhile is left out. */
  insert(tx: Transaction, products: readonly Product[]): Promise<ReadonlySet<string>>;
  /** Writes products that are locked. */
  update(tx: Transaction, products: readonly Product[]): Promise<void>;
  remove(tx: Transaction, id: string): Promise<void>;
}

/** Products as they are shown, with their availability. */
export interface ProductReader {
  /** In the order of the ids; what does not exist is left out. */
  views(sql: SqlExecutor, ids: readonly string[]): Promise<readonly ProductView[]>;
  /** At most `count` places in the criteria's order, behind `after`. */
  places(
    sql: SqlExecutor,
    criteria: ProductCriteria,
    after: ProductPlace | undefined,
    count: number,
  ): Promise<readonly ProductPlace[]>;
}

/** The words that occur in products. */
export interface Vocabulary {
  /** What is known of each term, in their order. */
  lookUp(sql: SqlExecutor, terms: readonly string[]): Promise<readonly LookedUpTerm[]>;
}

export interface CategoryStore {
  /** From here to the end of the transaction nobody else changes the tree. */
  lockTree(tx: Transaction): Promise<void>;
  find(sql: SqlExecutor, id: string): Promise<Category | undefined>;
  /** By slug, behind `afterSlug`; of one parent, or of the whole tree. */
  list(
    sql: SqlExecutor,
    filter: { readonly parentId?: string | undefined; readonly afterSlug?: string | undefined },
    count: number,
  ): Promise<readonly Category[]>;
  /** The category, then its parent, up to the top; empty where there is no such category. */
  lineage(sql: SqlExecutor, id: string): Promise<readonly string[]>;
  /** Levels from the category down to its deepest descendant, itself included. */
  height(sql: SqlExecutor, id: string): Promise<number>;
  /** The category and all below it; empty where there is no such category. */
  subtree(sql: SqlExecutor, id: string): Promise<readonly string[]>;
  /** Keeps those of the categories that exist from being deleted until the transaction ends, and returns them. */
  keep(tx: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Keeps products from being put into the category, and counts what is in it. */
  lockContent(tx: Transaction, id: string): Promise<CategoryContent>;
  isSlugTaken(tx: Transaction, slug: string, exceptId: string): Promise<boolean>;
  insert(tx: Transaction, category: Category): Promise<void>;
  update(tx: Transaction, category: Category): Promise<void>;
  remove(tx: Transaction, id: string): Promise<void>;
}

/** Everything that the use cases need from outside. */
export interface CatalogPorts {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly products: ProductStore;
  readonly reader: ProductReader;
  readonly vocabulary: Vocabulary;
  readonly categories: CategoryStore;
  now(): Date;
  newId(): string;
}
