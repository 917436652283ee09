/**
 * Rows live for milliseconds, so the table is all insert and delete: dead entries gather at the head of the primary key,
 * where the relay reads. The relay asks for a vacuum itself (vacuum.ts); autovacuum is the net below, after a fixed number
 * of dead rows, whatever the table's size, and without cost delay.
 */
export const outboxMigration = {
  name: 'platform_0001_outbox',
  up: `
    create table outbox (
      seq bigint generated always as identity primary key,
      id uuid not null,
      topic text not null,
      partition int not null,
      key bytea,
      value bytea,
      headers jsonb not null,
      created_at timestamptz not null default clock_timestamp()
    ) with (
      autovacuum_vacuum_scale_factor = 0,
      autovacuum_vacuum_threshold = 5000,
      autovacuum_vacuum_insert_threshold = -1,
      autovacuum_analyze_scale_factor = 0,
      autovacuum_analyze_threshold = 1000000,
      autovacuum_vacuum_cost_delay = 0
    );
    create table outbox_owner (
      singleton boolean primary key default true check (singleton),
      owner uuid not null,
      released boolean not null
    );
  `,
};
