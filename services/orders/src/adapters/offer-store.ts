import type { Statement } from '@orpheus/platform/db';
import { z } from 'zod';
import type { OfferStore } from '../app/ports.ts';
import type { Offer } from '../domain/pricing.ts';

const findByIds: Statement = {
  name: 'product_replica_find',
  text: `select product_id as "productId", sku, name, on_sale as "onSale", prices from product_replica
    where product_id = any($1::uuid[]) and not deleted`,
};

const offer = z.object({
  productId: z.string(),
  sku: z.string(),
  name: z.string(),
  onSale: z.boolean(),
  prices: z.array(z.object({ amountMinor: z.number(), currency: z.string() })),
});

/** What can be ordered, out of the replica of the catalogue. */
export const offerStore: OfferStore = {
  async find(tx, productIds) {
    const rows = await tx.query(findByIds, [productIds]);
    return new Map(
      rows.map((row): [string, Offer] => {
        const read = offer.parse(row);
        return [read.productId, read];
      }),
    );
  },
};
