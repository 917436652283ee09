import { type CategoryRefusal, decideCategory } from '../domain/category.ts';
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
    const category = (await categories.find(tx, categoryId)) ?? ({ status: 'ABSENT' } as const);
    const decision = decideCategory(category, { type: 'delete', expectedVersion, ...content });
    if (decision.outcome === 'refused') return decision;
    await categories.remove(tx, categoryId);
    return { outcome: 'deleted' };
  });
}
