import type { Transaction } from '@orpheus/platform/db';
import type { StateRecord } from '@orpheus/platform/events';
import type { Outbox } from '@orpheus/platform/outbox';
import type { Product } from '@orpheus/schemas';
import type { Clock, ProductReplica, StockStore } from './ports.ts';
import { stockLevelEvent } from './stock-events.ts';

export interface OnProductChangedParts {
  readonly products: ProductReplica;
  readonly stock: StockStore;
  readonly outbox: Outbox;
  readonly clock: Clock;
}

/**
 * Keeps what is known of products, and gives each new one an empty level. An archived or removed product keeps its stock:
 * goods do not vanish with the page that sold them.
 */
export function createOnProductChanged(
  parts: OnProductChangedParts,
): (tx: Transaction, records: readonly StateRecord<Product>[]) => Promise<void> {
  return async (tx, records) => {
    const changed = new Set(await parts.products.keep(tx, records));
    const versions = new Map<string, number>();
    for (const { key, version, payload } of records) {
      if (payload !== null && changed.has(key)) versions.set(key, version);
    }
    if (versions.size === 0) return;
    const created = await parts.stock.createMissing(tx, [...versions.keys()], parts.clock.now());
    await parts.outbox.append(
      tx,
      created.map((productId) => {
        const state = { productId, onHand: 0, reserved: 0 };
        const cause = { causationId: `product:${productId}:${versions.get(productId) ?? 0}` };
        return stockLevelEvent({ state, version: 1 }, cause);
      }),
    );
  };
}
