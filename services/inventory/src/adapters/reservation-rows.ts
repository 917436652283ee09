import type { Shortage, StockLine } from '../domain/lines.ts';
import type { RejectionReason, Reservation, ReservationStatus } from '../domain/reservation.ts';

/** A row of `reservations` with its lines gathered. */
export interface ReservationRow {
  readonly order_id: string;
  readonly status: ReservationStatus;
  readonly expires_at: Date | null;
  readonly reason: RejectionReason | null;
  readonly shortages: readonly Shortage[] | null;
  readonly version: string;
  readonly lines: readonly StockLine[];
}

/** A row that its own constraints do not allow. */
export class CorruptReservationError extends Error {
  override readonly name = 'CorruptReservationError';
}

/** The state that a row tells. */
export function reservationOf(row: ReservationRow): Reservation {
  const { status, lines } = row;
  switch (status) {
    case 'RESERVED':
      return { status, lines, expiresAt: present(row, row.expires_at) };
    case 'REJECTED':
      return { status, reason: present(row, row.reason), shortages: present(row, row.shortages) };
    case 'COMMIT_FAILED':
      return { status, lines, reason: present(row, row.reason), shortages: present(row, row.shortages) };
    case 'COMMITTED':
    case 'EXPIRED':
    case 'RELEASED':
    case 'PUT_BACK':
    case 'CANCELLED':
      return { status, lines };
    case 'NONE':
      throw new CorruptReservationError(`order ${row.order_id} is stored as ${status}`);
  }
}

function present<Value>(row: ReservationRow, value: Value | null): Value {
  if (value === null)
    throw new CorruptReservationError(`order ${row.order_id} is ${row.status} without a field`);
  return value;
}
