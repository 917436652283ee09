import { type Replica, replicateState, stateTopic } from '@orpheus/platform/kafka';
import { events, type Product } from '@orpheus/schemas';

const replica: Replica<Product> = {
  table: 'product_replica',
  key: { column: 'product_id', type: 'uuid' },
  columns: {
    sku: { type: 'text', value: (product) => product.sku },
    name: { type: 'text', value: (product) => product.name },
    on_sale: { type: 'boolean', value: (product) => product.status === 'ACTIVE' },
    prices: { type: 'jsonb', value: (product) => product.prices },
  },
};

/** Keeps the replica of the catalogue up to date, so that placing an order asks nobody. */
export const productReplicaTopic = stateTopic(events.product, async (tx, records) => {
  await replicateState(tx, replica, records);
});
