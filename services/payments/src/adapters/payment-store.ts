import type { SqlValue, Transaction } from '@orpheus/platform/db';
import type { PaymentRecord } from '../app/payment-record.ts';
import type { Attempt, PaymentStore } from '../app/ports.ts';
import { type PaymentRow, paymentColumns, recordOf, valuesOf } from './payment-row.ts';

// Every transaction locks in the order of the order ids, so that two batches wait for each other and cannot deadlock.
const lockByOrder = {
  name: 'payments_lock_by_order',
  text: `select ${paymentColumns} from payments where order_id = any($1::uuid[]) order by order_id for update`,
};

const lockById = {
  name: 'payments_lock_by_id',
  text: `select ${paymentColumns} from payments where id = any($1::uuid[]) order by order_id for update`,
};

const lockDue = {
  name: 'payments_lock_due',
  text: `select ${paymentColumns} from payments where next_attempt_at <= $1
    order by next_attempt_at limit $2 for update skip locked`,
};

const columns = [
  ['id', 'uuid'],
  ['order_id', 'uuid'],
  ['version', 'int'],
  ['state', 'text'],
  ['customer_id', 'text'],
  ['amount_minor', 'bigint'],
  ['currency', 'text'],
  ['payment_method', 'text'],
  ['provider_reference', 'text'],
  ['captured_minor', 'bigint'],
  ['refunded_minor', 'bigint'],
  ['reason', 'text'],
  ['attempts', 'int'],
  ['next_attempt_at', 'timestamptz'],
  ['lease_owner', 'uuid'],
  ['lease_until', 'timestamptz'],
  ['causation_id', 'text'],
  ['traceparent', 'text'],
] as const;
const names = columns.map(([name]) => name).join(', ');
const given = `unnest(${columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')}) as given (${names})`;
const changing = columns.map(([name]) => name).filter((name) => name !== 'id' && name !== 'order_id');

const insert = {
  name: 'payments_insert',
  text: `insert into payments (${names}) select ${names} from ${given} order by order_id
    on conflict (order_id) do nothing returning order_id`,
};

const update = {
  name: 'payments_update',
  text: `update payments set ${changing.map((name) => `${name} = given.${name}`).join(', ')}, updated_at = now()
    from ${given} where payments.id = given.id`,
};

const addAttempts = {
  name: 'provider_attempts_add',
  text: `insert into provider_attempts (payment_id, operation, idempotency_key, outcome, detail, started_at, duration_ms)
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::int[])`,
};

const claimProviderEvents = {
  name: 'provider_events_claim',
  text: `insert into provider_events (id) select id from unnest($1::text[]) as given (id) order by id
    on conflict do nothing returning id`,
};

function parametersOf(records: readonly PaymentRecord[]): SqlValue[] {
  const rows = records.map(valuesOf);
  return [
    rows.map((row) => row.id),
    rows.map((row) => row.orderId),
    rows.map((row) => row.version),
    rows.map((row) => row.state),
    rows.map((row) => row.customerId),
    rows.map((row) => row.amountMinor),
    rows.map((row) => row.currency),
    rows.map((row) => row.paymentMethod),
    rows.map((row) => row.providerReference),
    rows.map((row) => row.capturedMinor),
    rows.map((row) => row.refundedMinor),
    rows.map((row) => row.reason),
    rows.map((row) => row.attempts),
    rows.map((row) => row.nextAttemptAt),
    rows.map((row) => row.leaseOwner),
    rows.map((row) => row.leaseUntil),
    rows.map((row) => row.causationId),
    rows.map((row) => row.traceparent),
  ];
}

async function attemptsInto(tx: Transaction, attempts: readonly Attempt[]): Promise<void> {
  if (attempts.length === 0) return;
  await tx.query(addAttempts, [
    attempts.map((attempt) => attempt.paymentId),
    attempts.map((attempt) => attempt.operation),
    attempts.map((attempt) => attempt.idempotencyKey),
    attempts.map((attempt) => attempt.outcome),
    attempts.map((attempt) => attempt.detail ?? null),
    attempts.map((attempt) => attempt.startedAt),
    attempts.map((attempt) => attempt.durationMs),
  ]);
}

const forgetProviderEvents = `delete from provider_events where id = any(array(
    select id from provider_events where received_at < $1 limit $2 for update skip locked
  )) returning id`;

/** The payments in Postgres, many in one statement. */
export const paymentStore: PaymentStore = {
  lockByOrder: async (tx, orderIds) => (await tx.query<PaymentRow>(lockByOrder, [orderIds])).map(recordOf),
  lockById: async (tx, paymentIds) => (await tx.query<PaymentRow>(lockById, [paymentIds])).map(recordOf),
  lockDue: async (tx, now, limit) => (await tx.query<PaymentRow>(lockDue, [now, limit])).map(recordOf),
  insert: async (tx, records) => {
    if (records.length === 0) return new Set();
    const rows = await tx.query<{ order_id: string }>(insert, parametersOf(records));
    return new Set(rows.map((row) => row.order_id));
  },
  update: async (tx, records) => {
    if (records.length > 0) await tx.query(update, parametersOf(records));
  },
  addAttempts: attemptsInto,
  forgetProviderEvents: async (tx, before, limit) =>
    (await tx.query(forgetProviderEvents, [before, limit])).length,
  claimProviderEvents: async (tx, eventIds) => {
    const rows = await tx.query<{ id: string }>(claimProviderEvents, [[...new Set(eventIds)]]);
    return new Set(rows.map((row) => row.id));
  },
};
