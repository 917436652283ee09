import type { Migration } from '@orpheus/platform/db';

/**
 * What must never be is refused by the database too: a second payment of an order, a capture of another amount or under
 * another reference than the first, a refund of more than was captured, work without a time.
 */
export const payments: Migration = {
  name: '0001_payments',
  up: `
    create table payments (
      id uuid primary key,
      order_id uuid not null unique,
      customer_id text,
      state text not null check (state in (
        'AWAITING_ORDER', 'AWAITING_STOCK', 'HELD', 'INITIATED', 'CHARGING', 'PENDING', 'VOIDING', 'VOIDED',
        'FAILED', 'CAPTURED', 'REFUNDING', 'REFUNDED', 'REFUND_FAILED'
      )),
      version int not null check (version > 0),
      amount_minor bigint check (amount_minor >= 0),
      currency text check (currency ~ '^[A-Z]{3}$'),
      payment_method text,
      provider_reference text unique,
      captured_minor bigint check (captured_minor = amount_minor),
      refunded_minor bigint check (refunded_minor = captured_minor),
      reason text,
      attempts int not null default 0 check (attempts >= 0),
      next_attempt_at timestamptz,
      lease_owner uuid,
      lease_until timestamptz,
      causation_id text not null,
      traceparent text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint payments_terms check (
        num_nonnulls(customer_id, amount_minor, currency, payment_method) in (0, 4)
        and (amount_minor is not null or state in ('AWAITING_ORDER', 'VOIDED'))
      ),
      constraint payments_captured check (
        (state in ('CAPTURED', 'REFUNDING', 'REFUNDED', 'REFUND_FAILED')) = (captured_minor is not null)
      ),
      constraint payments_referenced check (captured_minor is null or provider_reference is not null),
      constraint payments_refunded check ((state = 'REFUNDED') = (refunded_minor is not null)),
      constraint payments_work check (
        (state in ('INITIATED', 'CHARGING', 'PENDING', 'VOIDING', 'REFUNDING')) = (next_attempt_at is not null)
      ),
      constraint payments_lease check (
        (lease_owner is null) = (lease_until is null) and (lease_owner is null or next_attempt_at is not null)
      )
    );
    create index payments_due on payments (next_attempt_at) where next_attempt_at is not null;
    create index payments_listed_by_customer on payments (customer_id, created_at desc, id desc);
    create index payments_listed on payments (created_at desc, id desc);
    create index payments_awaited on payments (state, created_at desc, id desc)
      where state in ('HELD', 'PENDING', 'VOIDING', 'REFUNDING', 'REFUND_FAILED');

    create function payments_keep_capture() returns trigger language plpgsql as $$
      begin
        raise exception 'payment % is captured: its capture is final', old.id using errcode = '23514';
      end
    $$;
    create trigger payments_capture_is_final before update on payments for each row
      when (old.captured_minor is not null and (
        new.captured_minor is distinct from old.captured_minor
        or new.provider_reference is distinct from old.provider_reference
        or new.currency is distinct from old.currency
      ))
      execute function payments_keep_capture();

    create table provider_attempts (
      id bigint generated always as identity primary key,
      payment_id uuid not null references payments (id),
      operation text not null check (operation in ('CHARGE', 'LOOKUP', 'VOID', 'REFUND')),
      idempotency_key text not null,
      outcome text not null,
      detail text,
      started_at timestamptz not null,
      duration_ms int not null check (duration_ms >= 0)
    );
    create index provider_attempts_payment on provider_attempts (payment_id, id);

    create table provider_events (
      id text primary key,
      received_at timestamptz not null default now()
    );
    create index provider_events_received on provider_events using brin (received_at);
  `,
};
