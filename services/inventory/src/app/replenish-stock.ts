import type { Transaction } from '@orpheus/platform/db';
import { replenish } from '../domain/stock-level.ts';
import type { ChangeStockParts, ManualChange, ManualChangeResult } from './change-stock.ts';
import { changeStock } from './change-stock.ts';
import type { ProductReplica } from './ports.ts';

export interface ReplenishStockParts extends ChangeStockParts {
  readonly products: ProductReplica;
}

/** Books goods that came in. */
export async function replenishStock(
  parts: ReplenishStockParts,
  tx: Transaction,
  change: ManualChange & { readonly quantity: number },
): Promise<ManualChangeResult | undefined> {
  const product = (await parts.products.isSold(tx, change.productId)) ? 'SOLD' : 'RETIRED';
  return changeStock(parts, tx, change, (level) => replenish(level, change.quantity, product));
}
