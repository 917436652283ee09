import type { Replica } from '@orpheus/platform/kafka';
import { replicateState } from '@orpheus/platform/kafka';
import type { Product } from '@orpheus/schemas';
import type { ProductReplica } from '../app/ports.ts';

const replica: Replica<Product> = {
  table: 'products',
  key: { column: 'product_id', type: 'uuid' },
  columns: {
    sku: { type: 'text', value: (product) => product.sku },
    name: { type: 'text', value: (product) => product.name },
    status: { type: 'text', value: (product) => product.status },
  },
};

const isSoldStatement = {
  name: 'inventory_is_product_sold',
  text: `select 1 from products where product_id = $1 and not deleted and status <> 'ARCHIVED'`,
};

/** What inventory keeps of the catalogue's products. */
export function createProductReplica(): ProductReplica {
  return {
    keep: (tx, records) => replicateState(tx, replica, records),
    async isSold(tx, productId) {
      const rows = await tx.query(isSoldStatement, [productId]);
      return rows.length > 0;
    },
  };
}
