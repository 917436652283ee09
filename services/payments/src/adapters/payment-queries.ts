import type { SqlExecutor } from '@orpheus/platform/db';
import type { Attempt, PaymentQueries, PaymentView } from '../app/ports.ts';

interface ViewRow {
  readonly id: string;
  readonly order_id: string;
  readonly customer_id: string | null;
  readonly state: string;
  readonly version: number;
  readonly amount_minor: string | null;
  readonly refunded_minor: string | null;
  readonly currency: string | null;
  readonly reason: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly position: string;
}

interface AttemptRow {
  readonly payment_id: string;
  readonly operation: Attempt['operation'];
  readonly idempotency_key: string;
  readonly outcome: Attempt['outcome'];
  readonly detail: string | null;
  readonly started_at: Date;
  readonly duration_ms: number;
}

// The position is text: a Date would drop the microseconds that tell neighbours apart.
const columns = `id, order_id, customer_id, state, version, amount_minor, refunded_minor, currency, reason,
  created_at, updated_at, created_at::text as position`;

export function createPaymentQueries(database: SqlExecutor): PaymentQueries {
  return {
    find: async (paymentId) => {
      const rows = await database.query<ViewRow>(`select ${columns} from payments where id = $1`, [
        paymentId,
      ]);
      return rows.map(viewOf)[0];
    },
    list: async (filter, after, limit) => {
      const rows = await database.query<ViewRow>(
        `select ${columns} from payments
         where ($1::text is null or customer_id = $1)
           and ($2::uuid is null or order_id = $2)
           and ($3::text is null or state = $3)
           and ($4::timestamptz is null or (created_at, id) < ($4, $5::uuid))
         order by created_at desc, id desc limit $6`,
        [
          filter.customerId ?? null,
          filter.orderId ?? null,
          filter.status ?? null,
          after?.[0] ?? null,
          after?.[1] ?? null,
          limit,
        ],
      );
      return rows.map(viewOf);
    },
    attempts: async (paymentId) => {
      const rows = await database.query<AttemptRow>(
        `select payment_id, operation, idempotency_key, outcome, detail, started_at, duration_ms
         from provider_attempts where payment_id = $1 order by id`,
        [paymentId],
      );
      return rows.map((row) => ({
        paymentId: row.payment_id,
        operation: row.operation,
        idempotencyKey: row.idempotency_key,
        outcome: row.outcome,
        detail: row.detail ?? undefined,
        startedAt: row.started_at,
        durationMs: row.duration_ms,
      }));
    },
  };
}

function viewOf(row: ViewRow): PaymentView {
  return {
    id: row.id,
    orderId: row.order_id,
    customerId: row.customer_id ?? undefined,
    status: row.state,
    version: row.version,
    amount: moneyOf(row.amount_minor, row.currency),
    refunded: moneyOf(row.refunded_minor, row.currency),
    reason: row.reason ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    position: [row.position, row.id],
  };
}

function moneyOf(amountMinor: string | null, currency: string | null) {
  if (amountMinor === null || currency === null) return undefined;
  return { amountMinor: Number(amountMinor), currency };
}
