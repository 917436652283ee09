import type { Migration } from '@orpheus/platform/db';

/** What the catalogue says of each product, fed by the compacted topic; a removed product keeps its row and version. */
export const productReplica: Migration = {
  name: '0002_product_replica',
  up: `
create table product_replica (
  product_id uuid    not null primary key,
  version    bigint  not null,
  deleted    boolean not null default false,
  sku        text,
  name       text,
  on_sale    boolean,
  prices     jsonb,
  constraint product_replica_complete check (
    deleted or (sku is not null and name is not null and on_sale is not null and prices is not null)
  ),
  constraint product_replica_prices_list check (jsonb_typeof(prices) = 'array')
);
`,
};
