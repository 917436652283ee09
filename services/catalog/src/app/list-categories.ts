import type { Category } from '../domain/category.ts';
import type { CatalogPorts } from './ports.ts';

export interface CategoryPage {
  readonly items: readonly Category[];
  /** The slug behind which the next page begins; absent on the last one. */
  readonly next: string | undefined;
}

export async function listCategories(
  { database, categories }: CatalogPorts,
  filter: { readonly parentId?: string | undefined; readonly afterSlug?: string | undefined },
  limit: number,
): Promise<CategoryPage> {
  const found = await categories.list(database, filter, limit + 1);
  const items = found.slice(0, limit);
  return { items, next: found.length > limit ? items.at(-1)?.slug : undefined };
}
