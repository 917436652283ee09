import { type Replica, replicateState, type StateTopic, stateTopic } from '@orpheus/platform/kafka';
import { events, type StockLevel } from '@orpheus/schemas';

const replica: Replica<StockLevel> = {
  table: 'stock_levels',
  key: { column: 'product_id', type: 'uuid' },
  columns: {
    on_hand: { type: 'bigint', value: (level) => level.onHand },
    reserved: { type: 'bigint', value: (level) => level.reserved },
    available: { type: 'bigint', value: (level) => level.available },
  },
};

/** What inventory says of each product, kept beside the products. */
export const stockLevelTopic: StateTopic = stateTopic(events.stockLevel, async (tx, records) => {
  await replicateState(tx, replica, records);
});
