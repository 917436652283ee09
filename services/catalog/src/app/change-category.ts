import { type CategoryChange, decideCategory, evolveCategory } from '../domain/category.ts';
import type { CategoryOutcome } from './category-outcome.ts';
import { findPlace } from './category-place.ts';
import type { CatalogPorts } from './ports.ts';

export interface ChangeCategory {
  readonly categoryId: string;
  readonly expectedVersion: number;
  readonly details: CategoryChange;
}

export function changeCategory(ports: CatalogPorts, request: ChangeCategory): Promise<CategoryOutcome> {
  const { database, categories } = ports;
  const { categoryId, expectedVersion, details } = request;
  return database.transaction(async (tx): Promise<CategoryOutcome> => {
    await categories.lockTree(tx);
    const category = await categories.find(tx, categoryId);
    if (category === undefined) return { outcome: 'refused', refusal: { reason: 'NOT_FOUND' } };
    const parentId = details.parentId === undefined ? category.parentId : details.parentId;
    const place = await findPlace(ports, tx, parentId, categoryId);
    const decision = decideCategory(category, {
      type: 'change',
      expectedVersion,
      details,
      place,
      at: ports.now(),
    });
    if (decision.outcome === 'refused') return decision;
    if (decision.outcome === 'unchanged') return { outcome: 'done', category };
    const next = evolveCategory(category, decision.event);
    if (next.status !== 'LIVE') throw new Error('a change leaves a category');
    if (await categories.isSlugTaken(tx, next.slug, categoryId)) return { outcome: 'slug taken' };
    await categories.update(tx, next);
    return { outcome: 'done', category: next };
  });
}
