import type { Category } from '../domain/category.ts';
import type { CatalogPorts } from './ports.ts';

export function getCategory(
  { database, categories }: CatalogPorts,
  categoryId: string,
): Promise<Category | undefined> {
  return categories.find(database, categoryId);
}
