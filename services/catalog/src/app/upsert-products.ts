import type { Transaction } from '@orpheus/platform/db';
import type { Cause } from '@orpheus/platform/events';
import { type Fault, fault } from '../domain/fault.ts';
import { changed, created, decideChange, decideCreation, type Product } from '../domain/product.ts';
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
    const judged =
      before === undefined ? judgeNew(row, ports.newId(), ports.now()) : judgeKnown(row, before, ports.now());
    if (judged.outcome === 'rejected') return rejected(row, judged.faults);
    if (judged.outcome === 'created') inserts.push(judged.product);
    if (judged.outcome === 'updated') updates.push(judged.product);
    const { id: productId, version } = judged.product;
    return { index: row.index, status: judged.outcome, productId, version };
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

type Judged =
  | { readonly outcome: 'created' | 'updated' | 'unchanged'; readonly product: Product }
  | { readonly outcome: 'rejected'; readonly faults: readonly Fault[] };

function judgeNew({ sku, details }: UpsertRow, id: string, at: Date): Judged {
  const decision = decideCreation({ id, sku, details, at });
  return decision.outcome === 'accepted'
    ? { outcome: 'created', product: created(decision.event) }
    : { outcome: 'rejected', faults: decision.refusal.faults };
}

function judgeKnown({ details }: UpsertRow, before: Product, at: Date): Judged {
  const decision = decideChange(before, details, at);
  switch (decision.outcome) {
    case 'accepted':
      return { outcome: 'updated', product: changed(before, decision.event) };
    case 'unchanged':
      return { outcome: 'unchanged', product: before };
    case 'refused': {
      const { refusal } = decision;
      const archived = [fault('the product with this sku is archived', 'sku')];
      return { outcome: 'rejected', faults: refusal.reason === 'INVALID' ? refusal.faults : archived };
    }
  }
}

function rejected(row: UpsertRow, faults: readonly Fault[]): UpsertResult {
  return { index: row.index, status: 'rejected', faults };
}
