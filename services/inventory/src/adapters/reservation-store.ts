import type { SqlValue, Transaction } from '@orpheus/platform/db';
import { PassingFault } from '@orpheus/platform/kafka';
import type { ReservationChange, ReservationStore, Versioned } from '../app/ports.ts';
import type { Reservation } from '../domain/reservation.ts';
import type { ReservationRow } from './reservation-rows.ts';
import { reservationOf } from './reservation-rows.ts';

// Lines never change once written, so they may be read without a lock of their own.
const columns = `r.order_id, r.status, r.expires_at, r.reason, r.shortages, r.version, coalesce((
    select json_agg(json_build_object('productId', l.product_id, 'quantity', l.quantity) order by l.product_id)
    from reservation_lines l where l.order_id = r.order_id
  ), '[]') as lines`;

const lockStatement = {
  name: 'inventory_lock_reservations',
  text: `select ${columns} from reservations r where r.order_id = any($1::uuid[])
    order by r.order_id for update of r`,
};

// The inner select picks the longest due, the outer one locks in the order that everybody locks in; whoever changed a row
// in between is caught by the repeated condition.
const lockDueStatement = {
  name: 'inventory_lock_due_reservations',
  text: `select ${columns} from reservations r
    where r.order_id in (
        select order_id from reservations where status = 'RESERVED' and expires_at <= $1
        order by expires_at limit $2
      ) and r.status = 'RESERVED' and r.expires_at <= $1
    order by r.order_id for update of r skip locked`,
};

const insertLinesStatement = {
  name: 'inventory_insert_reservation_lines',
  text: `insert into reservation_lines (order_id, product_id, quantity)
    select * from unnest($1::uuid[], $2::uuid[], $3::bigint[])`,
};

const insertStatement = {
  name: 'inventory_insert_reservations',
  text: `insert into reservations
      (order_id, status, expires_at, reason, shortages, version, created_at, updated_at)
    select c.*, $7::timestamptz, $7::timestamptz
    from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::jsonb[], $6::bigint[]) as c
    order by 1
    on conflict (order_id) do nothing
    returning order_id`,
};

const updateStatement = {
  name: 'inventory_update_reservations',
  text: `update reservations r set status = c.status, expires_at = c.expires_at, reason = c.reason,
      shortages = c.shortages, version = c.version, updated_at = $7
    from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::jsonb[], $6::bigint[])
      as c (order_id, status, expires_at, reason, shortages, version)
    where r.order_id = c.order_id`,
};

/** Reservations in Postgres: one statement for many rows. */
export function createReservationStore(): ReservationStore {
  return {
    async lock(tx, orderIds) {
      return byOrder(await tx.query<ReservationRow>(lockStatement, [orderIds]));
    },
    async lockDue(tx, now, limit) {
      return byOrder(await tx.query<ReservationRow>(lockDueStatement, [now, limit]));
    },
    async save(tx, changes, at) {
      const added = changes.filter((change) => change.loadedVersion === 0);
      const known = changes.filter((change) => change.loadedVersion > 0);
      await insertLines(tx, added);
      if (added.length > 0) {
        const inserted = await tx.query(insertStatement, [...columnsOf(added), at]);
        // An order that was not there had no row to lock. Somebody else was first: the next try will see what he wrote.
        if (inserted.length < added.length)
          throw new PassingFault('a reservation was written at the same time');
      }
      if (known.length > 0) await tx.query(updateStatement, [...columnsOf(known), at]);
    },
  };
}

async function insertLines(tx: Transaction, added: readonly ReservationChange[]): Promise<void> {
  const lines = added.flatMap(({ orderId, reservation }) =>
    'lines' in reservation ? reservation.lines.map((line) => ({ orderId, ...line })) : [],
  );
  if (lines.length === 0) return;
  await tx.query(insertLinesStatement, [
    lines.map((line) => line.orderId),
    lines.map((line) => line.productId),
    lines.map((line) => line.quantity),
  ]);
}

function columnsOf(changes: readonly ReservationChange[]): readonly SqlValue[] {
  const states = changes.map((change) => change.reservation);
  return [
    changes.map((change) => change.orderId),
    states.map((state) => state.status),
    states.map((state) => (state.status === 'RESERVED' ? state.expiresAt : null)),
    states.map((state) => ('reason' in state ? state.reason : null)),
    // An array inside an array would be taken for a matrix: documents go as text.
    states.map((state) => ('shortages' in state ? JSON.stringify(state.shortages) : null)),
    changes.map((change) => change.version),
  ];
}

function byOrder(rows: readonly ReservationRow[]): ReadonlyMap<string, Versioned<Reservation>> {
  return new Map(
    rows.map((row) => [row.order_id, { state: reservationOf(row), version: Number(row.version) }]),
  );
}
