import { searchQuery } from '../domain/search-query.ts';
import { searchTerms } from '../domain/search-terms.ts';
import type { CatalogPorts } from './ports.ts';
import type { ProductFilter, ProductPlace, ProductView } from './product-list.ts';

export interface ProductPage {
  readonly items: readonly ProductView[];
  /** Where the next page begins; absent on the last one. */
  readonly next: ProductPlace | undefined;
}

export async function listProducts(
  ports: CatalogPorts,
  filter: ProductFilter,
  after: ProductPlace | undefined,
  limit: number,
): Promise<ProductPage> {
  const { database, reader, categories, vocabulary } = ports;
  const { categoryId, text, ...rest } = filter;
  const search =
    text === undefined ? undefined : searchQuery(await vocabulary.lookUp(database, searchTerms(text)));
  if (search?.length === 0) return { items: [], next: undefined };
  const categoryIds = categoryId === undefined ? undefined : await categories.subtree(database, categoryId);
  if (categoryIds?.length === 0) return { items: [], next: undefined };
  const places = await reader.places(database, { ...rest, search, categoryIds }, after, limit + 1);
  const shown = places.slice(0, limit);
  const items = await reader.views(
    database,
    shown.map((place) => place.id),
  );
  return { items, next: places.length > limit ? shown.at(-1) : undefined };
}
