import type { Replica } from '@orpheus/platform/kafka';
import type { StockLevel } from '@orpheus/schemas';

/** What inventory says of each product. */
export const stockLevelReplica: Replica<StockLevel> = {
  table: 'stock_levels',
  key: { column: 'product_id', type: 'uuid' },
  columns: {
    on_hand: { type: 'bigint', value: (level) => level.onHand },
    reserved: { type: 'bigint', value: (level) => level.reserved },
    available: { type: 'bigint', value: (level) => level.available },
  },
};
