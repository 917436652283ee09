export const inboxMigration = {
  name: 'platform_0002_inbox',
  up: `
    create table inbox (
      consumer text not null,
      event_id uuid not null,
      received_at timestamptz not null default now(),
      primary key (consumer, event_id)
    );
    create index inbox_received_at on inbox using brin (received_at);
  `,
};
