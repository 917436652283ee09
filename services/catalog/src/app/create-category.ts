import { type CategoryDetails, decideCreation } from '../domain/category.ts';
import type { CategoryOutcome } from './category-outcome.ts';
import { findPlace } from './category-place.ts';
import type { CatalogPorts } from './ports.ts';

export function createCategory(ports: CatalogPorts, details: CategoryDetails): Promise<CategoryOutcome> {
  const { database, categories } = ports;
  return database.transaction(async (tx): Promise<CategoryOutcome> => {
    await categories.lockTree(tx);
    const id = ports.newId();
    const place = await findPlace(ports, tx, details.parentId);
    const decision = decideCreation({ id, details, place, at: ports.now() });
    if (decision.outcome === 'refused') return decision;
    const { category } = decision;
    if (await categories.isSlugTaken(tx, category.slug, id)) return { outcome: 'slug taken' };
    await categories.insert(tx, category);
    return { outcome: 'done', category };
  });
}
