import type { Transaction } from '@orpheus/platform/db';
import type { Cause } from '@orpheus/platform/events';
import {
  decide,
  evolve,
  isProduct,
  type ProductCommand,
  type ProductRefusal,
  type ProductState,
} from '../domain/product.ts';
import { unknownCategories } from './known-categories.ts';
import type { CatalogPorts } from './ports.ts';
import type { ProductView } from './product-list.ts';
import { productState } from './product-state.ts';

export type AlterProductOutcome =
  | { readonly outcome: 'done'; readonly view: ProductView }
  | { readonly outcome: 'removed' }
  | { readonly outcome: 'refused'; readonly refusal: ProductRefusal };

export interface AlterProduct {
  readonly productId: string;
  /** The version that the writer has seen. */
  readonly expectedVersion: number;
  readonly cause: Cause;
}

/** One product in one transaction: lock, decide, write, publish. */
export function alterProduct(
  ports: CatalogPorts,
  { productId, cause }: AlterProduct,
  command: ProductCommand,
): Promise<AlterProductOutcome> {
  return ports.database.transaction((tx) => alterWithin(tx, ports, productId, command, cause));
}

async function alterWithin(
  tx: Transaction,
  ports: CatalogPorts,
  productId: string,
  command: ProductCommand,
  cause: Cause,
): Promise<AlterProductOutcome> {
  const [found] = await ports.products.lockByIds(tx, [productId]);
  const state: ProductState = found ?? { status: 'ABSENT' };
  const decision = decide(state, command);
  if (decision.outcome === 'refused') return decision;
  if (command.type === 'change' && decision.outcome === 'accepted') {
    const faults = await unknownCategories(ports, tx, command.details.categoryIds ?? []);
    if (faults.length > 0) return { outcome: 'refused', refusal: { reason: 'INVALID', faults } };
  }
  const next = decision.outcome === 'accepted' ? evolve(state, decision.event) : state;
  if (next.status === 'ABSENT') return { outcome: 'refused', refusal: { reason: 'NOT_FOUND' } };
  if (decision.outcome === 'accepted') {
    if (isProduct(next)) await ports.products.update(tx, [next]);
    else await ports.products.remove(tx, productId);
    await ports.outbox.append(tx, [productState(next, cause)]);
  }
  if (!isProduct(next)) return { outcome: 'removed' };
  const [view] = await ports.reader.views(tx, [productId]);
  return { outcome: 'done', view: { product: next, available: view?.available ?? 0 } };
}
