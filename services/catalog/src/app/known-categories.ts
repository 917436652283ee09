import type { Transaction } from '@orpheus/platform/db';
import { type Fault, fault } from '../domain/fault.ts';
import type { CatalogPorts } from './ports.ts';

/** Finds the categories that do not exist; those that do stay until the transaction ends. */
export async function unknownCategories(
  { categories }: Pick<CatalogPorts, 'categories'>,
  tx: Transaction,
  ids: readonly string[],
): Promise<readonly Fault[]> {
  const known = await categories.keep(tx, ids);
  return categoryFaults(ids, known);
}

export function categoryFaults(ids: readonly string[], known: ReadonlySet<string>): readonly Fault[] {
  return ids.flatMap((id, index) =>
    known.has(id) ? [] : [fault('there is no such category', 'categoryIds', index)],
  );
}
