import { z } from 'zod';
import type { Attempt, PaymentView } from '../app/ports.ts';
import type { PaymentState } from '../domain/payment.ts';

/** The states of a payment that anybody can see. */
export const paymentStatuses = [
  'AWAITING_ORDER',
  'AWAITING_STOCK',
  'HELD',
  'INITIATED',
  'CHARGING',
  'PENDING',
  'VOIDING',
  'VOIDED',
  'FAILED',
  'CAPTURED',
  'REFUNDING',
  'REFUNDED',
  'REFUND_FAILED',
] as const satisfies readonly PaymentState[];

const money = z.strictObject({ amountMinor: z.int(), currency: z.string().length(3) });

const attempt = z.strictObject({
  operation: z.string(),
  idempotencyKey: z.string(),
  outcome: z.string(),
  detail: z.string().nullable(),
  startedAt: z.iso.datetime(),
  durationMs: z.int(),
});

export const paymentResource = z.strictObject({
  paymentId: z.uuid(),
  orderId: z.uuid(),
  status: z.string().describe(paymentStatuses.join(', ')),
  amount: money.nullable().describe('null until order.created has come'),
  refunded: money.nullable(),
  reason: z.string().nullable(),
  version: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export const paymentDetails = paymentResource.extend({
  attempts: z.array(attempt).optional().describe('Calls to the provider; for staff only'),
});

export const paymentStatusResource = z.strictObject({ paymentId: z.uuid(), status: z.string() });

export function paymentBody(view: PaymentView) {
  return {
    paymentId: view.id,
    orderId: view.orderId,
    status: view.status,
    amount: view.amount ?? null,
    refunded: view.refunded ?? null,
    reason: view.reason ?? null,
    version: view.version,
    createdAt: view.createdAt.toISOString(),
    updatedAt: view.updatedAt.toISOString(),
  };
}

export function attemptBody(attempted: Attempt) {
  return {
    operation: attempted.operation,
    idempotencyKey: attempted.idempotencyKey,
    outcome: attempted.outcome,
    detail: attempted.detail ?? null,
    startedAt: attempted.startedAt.toISOString(),
    durationMs: attempted.durationMs,
  };
}
