import { type CategoryRefusal, decideDeletion } from '../domain/category.ts';
import type { CatalogPorts } from './ports.ts';

export type DeleteCategoryOutcome =
  | { readonly outcome: 'deleted' }
  | { readonly outcome: 'refused'; readonly refusal: CategoryRefusal };

export function deleteCategory(
  { database, categories }: CatalogPorts,
  categoryId: string,
  expectedVersion: number,
): Promise<DeleteCategoryOutcome> {
  return database.transaction(async (tx): Promise<DeleteCategoryOutcome> => {
    await categories.lockTree(tx);
    const content = await categories.lockContent(tx, categoryId);
    const category = await categories.find(tx, categoryId);
    if (category === undefined) return { outcome: 'refused', refusal: { reason: 'NOT_FOUND' } };
    const decision = decideDeletion(category, expectedVersion, content);
    if (decision.outcome === 'refused') return decision;
    await categories.remove(tx, categoryId);
    return { outcome: 'deleted' };
  });
}
