import type { Migration } from '@orpheus/platform/db';

export const stock: Migration = {
  name: '0001_stock',
  up: `
    create table products (
      product_id uuid primary key,
      version bigint not null,
      deleted boolean not null,
      sku text,
      name text,
      status text
    );
    create index products_sku on products (sku);

    -- Room in each page for the next version of a row: a level changes with every order, its key never does.
    create table stock (
      product_id uuid primary key,
      on_hand bigint not null default 0,
      reserved bigint not null default 0,
      version bigint not null default 1,
      updated_at timestamptz not null,
      constraint stock_reserved_is_covered check (reserved >= 0 and on_hand >= reserved)
    ) with (fillfactor = 60);

    create table reservations (
      order_id uuid primary key,
      status text not null check (status in ('RESERVED', 'REJECTED', 'COMMITTED', 'EXPIRED', 'COMMIT_FAILED',
        'RELEASED', 'PUT_BACK', 'CANCELLED')),
      expires_at timestamptz,
      reason text check (reason in ('OUT_OF_STOCK', 'PRODUCT_NOT_FOUND')),
      shortages jsonb,
      version bigint not null check (version >= 1),
      created_at timestamptz not null,
      updated_at timestamptz not null,
      constraint reservations_only_a_hold_expires check ((status = 'RESERVED') = (expires_at is not null)),
      constraint reservations_refusal_is_named check (
        (status in ('REJECTED', 'COMMIT_FAILED')) = (reason is not null and shortages is not null)
      )
    ) with (fillfactor = 80);
    create index reservations_expires_at on reservations (expires_at) where status = 'RESERVED';

    -- Deferred, because a hold is checked against its lines when its reservation is written: the lines come first.
    create table reservation_lines (
      order_id uuid not null references reservations deferrable initially deferred,
      product_id uuid not null references stock,
      quantity bigint not null check (quantity >= 1),
      primary key (order_id, product_id)
    );

    create table stock_movements (
      id bigint generated always as identity primary key,
      product_id uuid not null,
      stock_version bigint not null,
      kind text not null,
      on_hand_delta bigint not null,
      reserved_delta bigint not null,
      order_id uuid,
      reason text,
      actor text,
      at timestamptz not null,
      constraint stock_movements_say_what_they_do check (
        case kind
          when 'REPLENISHED' then on_hand_delta > 0 and reserved_delta = 0
          when 'ADJUSTED' then on_hand_delta <> 0 and reserved_delta = 0
          when 'RESERVED' then on_hand_delta = 0 and reserved_delta > 0
          when 'RELEASED' then on_hand_delta = 0 and reserved_delta < 0
          when 'EXPIRED' then on_hand_delta = 0 and reserved_delta < 0
          when 'COMMITTED' then on_hand_delta < 0 and reserved_delta = on_hand_delta
          when 'PUT_BACK' then on_hand_delta > 0 and reserved_delta = 0
          else false
        end
      ),
      constraint stock_movements_have_a_cause check (
        case when kind in ('REPLENISHED', 'ADJUSTED')
          then order_id is null and reason is not null and actor is not null
          else order_id is not null and actor is null
        end
      )
    );
    create index stock_movements_product_id on stock_movements (product_id, stock_version, id);
    create index stock_movements_order_id on stock_movements (order_id) where order_id is not null;
  `,
};
