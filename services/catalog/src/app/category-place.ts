import type { Transaction } from '@orpheus/platform/db';
import type { CategoryPlace } from '../domain/category-tree.ts';
import type { CatalogPorts } from './ports.ts';

/** Where a category (new, or with what is below it) would stand under a parent. The tree is locked. */
export async function findPlace(
  { categories }: CatalogPorts,
  tx: Transaction,
  parentId: string | null,
  id?: string,
): Promise<CategoryPlace> {
  const height = id === undefined ? 1 : await categories.height(tx, id);
  if (parentId === null) return { kind: 'top', height };
  const ancestorIds = await categories.lineage(tx, parentId);
  return ancestorIds.length === 0 ? { kind: 'unknown parent' } : { kind: 'below', ancestorIds, height };
}
