import { type CategoryDetails, decideCategory, evolveCategory } from '../domain/category.ts';
import type { CategoryOutcome } from './category-outcome.ts';
import { findPlace } from './category-place.ts';
import type { CatalogPorts } from './ports.ts';

export function createCategory(ports: CatalogPorts, details: CategoryDetails): Promise<CategoryOutcome> {
  const { database, categories } = ports;
  return database.transaction(async (tx): Promise<CategoryOutcome> => {
    await categories.lockTree(tx);
    const id = ports.newId();
    const place = await findPlace(ports, tx, details.parentId);
    const decision = decideCategory(
      { status: 'ABSENT' },
      { type: 'create', id, details, place, at: ports.now() },
    );
    if (decision.outcome === 'refused') return decision;
    if (decision.outcome === 'unchanged') throw new Error('a creation changes something');
    if (await categories.isSlugTaken(tx, details.slug, id)) return { outcome: 'slug taken' };
    const category = evolveCategory({ status: 'ABSENT' }, decision.event);
    if (category.status !== 'LIVE') throw new Error('a creation leaves a category');
    await categories.insert(tx, category);
    return { outcome: 'done', category };
  });
}
