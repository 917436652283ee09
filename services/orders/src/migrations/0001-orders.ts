import type { Migration } from '@orpheus/platform/db';

/**
 * The lists are keysets over (placed_at, order_id). Rows change about three times within seconds of their insert, always
 * the newest ones: the fill factor leaves room for that on the same page.
 */
export const orders: Migration = {
  name: '0001_orders',
  up: `
create table orders (
  order_id       uuid        not null primary key,
  customer_id    uuid        not null,
  status         text        not null,
  version        integer     not null,
  currency       text        not null,
  total_minor    bigint      not null,
  payment_method text        not null,
  reason         text,
  rejected_lines jsonb,
  shipment_id    uuid,
  refunded_minor bigint,
  placed_at      timestamptz not null,
  updated_at     timestamptz not null,
  deadline_at    timestamptz not null,
  constraint orders_status_known check (status in (
    'PENDING', 'PROCESSING', 'PAYMENT_PENDING', 'CONFIRMED', 'SHIPPED', 'DELIVERED', 'REJECTED', 'CANCELLED', 'REFUNDED'
  )),
  constraint orders_version_positive check (version >= 1),
  constraint orders_currency_iso check (currency ~ '^[A-Z]{3}$'),
  constraint orders_total_countable check (total_minor between 0 and 9007199254740991),
  constraint orders_deadline_after_placing check (deadline_at > placed_at),
  constraint orders_reason_of_end check (
    case status
      when 'REJECTED' then reason is not null and reason in ('OUT_OF_STOCK', 'PRODUCT_NOT_FOUND', 'UNKNOWN')
        and rejected_lines is not null
      when 'CANCELLED' then reason is not null
      when 'REFUNDED' then true
      else reason is null
    end
  ),
  constraint orders_reason_known check (reason in (
    'OUT_OF_STOCK', 'PRODUCT_NOT_FOUND', 'UNKNOWN', 'PAYMENT_DECLINED', 'INSUFFICIENT_FUNDS', 'FRAUD_SUSPECTED',
    'PAYMENT_ERROR', 'RESERVATION_EXPIRED', 'STOCK_COMMIT_FAILED', 'TIMEOUT', 'CUSTOMER'
  )),
  constraint orders_shipment_named check (status not in ('SHIPPED', 'DELIVERED') or shipment_id is not null),
  constraint orders_refund_known check (
    (status = 'REFUNDED') = (refunded_minor is not null) and refunded_minor between 0 and 9007199254740991
  )
) with (fillfactor = 80);

create index orders_by_customer on orders (customer_id, placed_at desc, order_id desc);
create index orders_by_time on orders (placed_at desc, order_id desc);
create index orders_by_status on orders (status, placed_at desc, order_id desc);
create index orders_open_by_deadline on orders (deadline_at)
  where status in ('PENDING', 'PROCESSING', 'PAYMENT_PENDING');

create table order_lines (
  order_id         uuid    not null references orders,
  line_number      integer not null,
  product_id       uuid    not null,
  sku              text    not null,
  name             text    not null,
  quantity         integer not null,
  unit_price_minor bigint  not null,
  line_total_minor bigint  not null,
  primary key (order_id, line_number),
  constraint order_lines_number_in_range check (line_number between 1 and 100),
  constraint order_lines_quantity_in_range check (quantity between 1 and 1000),
  constraint order_lines_price_not_negative check (unit_price_minor >= 0),
  constraint order_lines_total_exact check (line_total_minor = unit_price_minor * quantity)
);

create table order_status_history (
  order_id uuid        not null references orders,
  version  integer     not null,
  status   text        not null,
  reason   text,
  at       timestamptz not null,
  cause_id text        not null,
  primary key (order_id, version),
  constraint order_status_history_version_positive check (version >= 1),
  constraint order_status_history_status_known check (status in (
    'PENDING', 'PROCESSING', 'PAYMENT_PENDING', 'CONFIRMED', 'SHIPPED', 'DELIVERED', 'REJECTED', 'CANCELLED', 'REFUNDED'
  ))
);
`,
};
