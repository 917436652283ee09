import type { Transaction } from '@orpheus/platform/db';
import type { Cause } from '@orpheus/platform/events';
import type { Outbox } from '@orpheus/platform/outbox';
import type { StockChange, StockLevel } from '../domain/stock-level.ts';
import type { Clock, Ledger, StockStore, Versioned } from './ports.ts';
import { stockLevelEvent } from './stock-events.ts';

/** What somebody changes by hand: which product, why, and who. */
export interface ManualChange {
  readonly productId: string;
  readonly reason: string;
  readonly actor: string;
  readonly cause: Cause;
}

/** What became of it; `level` is the level as it is now. */
export interface ManualChangeResult {
  readonly outcome: StockChange['outcome'];
  readonly level: Versioned<StockLevel>;
}

export interface ChangeStockParts {
  readonly stock: StockStore;
  readonly ledger: Ledger;
  readonly outbox: Outbox;
  readonly clock: Clock;
}

/** Locks a product's level, decides, and writes what was decided; `undefined` when there is no such product. */
export async function changeStock(
  parts: ChangeStockParts,
  tx: Transaction,
  change: ManualChange,
  decide: (level: StockLevel) => StockChange,
): Promise<ManualChangeResult | undefined> {
  const level = (await parts.stock.lock(tx, [change.productId])).get(change.productId);
  if (level === undefined) return undefined;
  const decided = decide(level.state);
  if (decided.outcome !== 'CHANGED') return { outcome: decided.outcome, level };
  const at = parts.clock.now();
  const changed = { state: decided.level, version: level.version + 1 };
  const { reason, actor } = change;
  const entry = { ...decided.movement, stockVersion: changed.version, orderId: undefined, reason, actor };
  await parts.ledger.append(tx, [entry], at);
  await parts.stock.save(tx, [changed], at);
  await parts.outbox.append(tx, [stockLevelEvent(changed, change.cause)]);
  return { outcome: 'CHANGED', level: changed };
}
