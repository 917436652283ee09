import type { Transaction } from '@orpheus/platform/db';
import type { Cause } from '@orpheus/platform/events';
import { type Fault, fault } from '../domain/fault.ts';
import { decide, evolve, isProduct, type Product, type ProductDecision } from '../domain/product.ts';
import type { ProductDetails } from '../domain/product-details.ts';
import { categoryFaults } from './known-categories.ts';
import type { CatalogPorts } from './ports.ts';
import { productState } from './product-state.ts';

/** One row of a bulk request. */
export interface UpsertRow {
  readonly index: number;
  readonly sku: string;
  readonly details: ProductDetails;
}

export type UpsertResult =
  | {
      readonly index: number;
      readonly status: 'created' | 'updated' | 'unchanged';
      readonly productId: string;
      readonly version: number;
    }
  | { readonly index: number; readonly status: 'rejected'; readonly faults: readonly Fault[] };

/** Somebody inserted one of the skus at the same time: it is there now, and the row becomes an update. */
class SkuTakenMeanwhile extends Error {
  override readonly name = 'SkuTakenMeanwhile';
}

const MAX_ATTEMPTS = 3;

/** Creates what is new and changes what is known, by sku, in one transaction. A bad row leaves the others standing. */
export async function upsertProducts(
  ports: CatalogPorts,
  rows: readonly UpsertRow[],
  cause: Cause,
): Promise<readonly UpsertResult[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ports.database.transaction((tx) => upsertWithin(tx, ports, rows, cause));
    } catch (error) {
      if (!(error instanceof SkuTakenMeanwhile) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

async function upsertWithin(
  tx: Transaction,
  ports: CatalogPorts,
  rows: readonly UpsertRow[],
  cause: Cause,
): Promise<readonly UpsertResult[]> {
  const skus = [...new Set(rows.map((row) => row.sku))];
  const known = new Map((await ports.products.lockBySkus(tx, skus)).map((each) => [each.sku, each]));
  const categoryIds = [...new Set(rows.flatMap((row) => row.details.categoryIds))];
  const categories = await ports.categories.keep(tx, categoryIds);
  const firstRows = new Map<string, number>();
  const inserts: Product[] = [];
  const updates: Product[] = [];

  const results = rows.map((row): UpsertResult => {
    const first = firstRows.get(row.sku);
    if (first !== undefined) {
      return rejected(row, [fault(`row ${first} has the same sku`, 'sku')]);
    }
    firstRows.set(row.sku, row.index);
    const unknown = categoryFaults(row.details.categoryIds, categories);
    if (unknown.length > 0) return rejected(row, unknown);
    const before = known.get(row.sku);
    const decision = decideRow(row, before, ports);
    switch (decision.outcome) {
      case 'refused':
        return rejected(row, faultsOf(decision));
      case 'unchanged':
        if (before === undefined) throw new Error('a creation changes something');
        return { index: row.index, status: 'unchanged', productId: before.id, version: before.version };
      case 'accepted': {
        const next = evolve(before ?? { status: 'ABSENT' }, decision.event);
        if (!isProduct(next)) throw new Error('an upsert leaves a product');
        (before === undefined ? inserts : updates).push(next);
        const status = before === undefined ? 'created' : 'updated';
        return { index: row.index, status, productId: next.id, version: next.version };
      }
    }
  });

  if (updates.length > 0) await ports.products.update(tx, updates);
  if (inserts.length > 0) {
    const inserted = await ports.products.insert(tx, inserts);
    if (inserted.size < inserts.length) throw new SkuTakenMeanwhile();
  }
  await ports.outbox.append(
    tx,
    [...inserts, ...updates].map((product) => productState(product, cause)),
  );
  return results;
}

function decideRow(row: UpsertRow, before: Product | undefined, ports: CatalogPorts): ProductDecision {
  const at = ports.now();
  if (before !== undefined) return decide(before, { type: 'change', details: row.details, at });
  const { sku, details } = row;
  return decide({ status: 'ABSENT' }, { type: 'create', id: ports.newId(), sku, details, at });
}

function rejected(row: UpsertRow, faults: readonly Fault[]): UpsertResult {
  return { index: row.index, status: 'rejected', faults };
}

function faultsOf({ refusal }: Extract<ProductDecision, { outcome: 'refused' }>): readonly Fault[] {
  switch (refusal.reason) {
    case 'INVALID':
      return refusal.faults;
    case 'ARCHIVED':
      return [fault('the product with this sku is archived', 'sku')];
    case 'NOT_FOUND':
    case 'ALREADY_EXISTS':
    case 'STALE':
    case 'NOT_ARCHIVED':
      throw new Error(`an upsert cannot be refused as ${refusal.reason}`);
  }
}
