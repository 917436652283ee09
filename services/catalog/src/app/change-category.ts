import { type CategoryChange, decideChange } from '../domain/category.ts';
import type { CategoryOutcome } from './category-outcome.ts';
import { findPlace } from './category-place.ts';
import type { CatalogPorts } from './ports.ts';

export interface ChangeCategory {
  readonly categoryId: string;
  readonly expectedVersion: number;
  readonly change: CategoryChange;
}

export function changeCategory(ports: CatalogPorts, request: ChangeCategory): Promise<CategoryOutcome> {
  const { database, categories } = ports;
  const { categoryId, expectedVersion, change } = request;
  return database.transaction(async (tx): Promise<CategoryOutcome> => {
    await categories.lockTree(tx);
    const category = await categories.find(tx, categoryId);
    if (category === undefined) return { outcome: 'refused', refusal: { reason: 'NOT_FOUND' } };
    const parentId = change.parentId === undefined ? category.parentId : change.parentId;
    const place = await findPlace(ports, tx, parentId, categoryId);
    const decision = decideChange(category, { expectedVersion, change, place, at: ports.now() });
    switch (decision.outcome) {
      case 'refused':
        return decision;
      case 'unchanged':
        return { outcome: 'done', category };
      case 'accepted':
        if (await categories.isSlugTaken(tx, decision.category.slug, categoryId)) {
          return { outcome: 'slug taken' };
        }
        await categories.update(tx, decision.category);
        return { outcome: 'done', category: decision.category };
    }
  });
}
