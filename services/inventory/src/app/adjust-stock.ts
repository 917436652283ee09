import type { Transaction } from '@orpheus/platform/db';
import { adjust } from '../domain/stock-level.ts';
import type { ChangeStockParts, ManualChange, ManualChangeResult } from './change-stock.ts';
import { changeStock } from './change-stock.ts';

/** Corrects the stock on hand after a count, a loss or a find. */
export function adjustStock(
  parts: ChangeStockParts,
  tx: Transaction,
  change: ManualChange & { readonly delta: number },
): Promise<ManualChangeResult | undefined> {
  return changeStock(parts, tx, change, (level) => adjust(level, change.delta));
}
