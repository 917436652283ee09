import {
  decodeCursor,
  encodeCursor,
  fingerprint,
  formatETag,
  idempotencyKeyHeaders,
  idempotencyMismatch,
  idempotencyRunning,
  listPage,
  listQuery,
  type Route,
  route,
} from '@orpheus/platform/http';
import { z } from 'zod';
import type { PaymentRecord } from '../app/payment-record.ts';
import type { PaymentQueries } from '../app/ports.ts';
import type { RetryRefund } from '../app/retry-refund.ts';
import type { ReviewPayment } from '../app/review-payment.ts';
import { commandRefused, paymentNotFound } from './error-map.ts';
import {
  attemptBody,
  paymentBody,
  paymentDetails,
  paymentResource,
  paymentStatuses,
  paymentStatusResource,
} from './payment-resource.ts';

export interface PaymentRoutesOptions {
  readonly queries: PaymentQueries;
  readonly reviewPayment: ReviewPayment;
  readonly retryRefund: RetryRefund;
}

const staff = ['support', 'operator', 'admin'] as const;
const everybody = { roles: ['customer', ...staff] };
const operators = { roles: ['operator', 'admin'] };
const params = z.strictObject({ paymentId: z.uuid() });
const tags = ['payments'];

function isStaff(caller: { readonly roles: readonly string[] }): boolean {
  return staff.some((role) => caller.roles.includes(role));
}

export function createPaymentRoutes(options: PaymentRoutesOptions): readonly Route[] {
  const { queries } = options;

  const getPayment = route({
    method: 'get',
    path: '/v1/payments/{paymentId}',
    operationId: 'getPayment',
    summary: 'One payment',
    tags,
    auth: everybody,
    params,
    responses: {
      200: { description: 'The payment', body: paymentDetails, headers: { etag: 'Its version' } },
      404: { description: 'There is no such payment, or it is not yours' },
    },
    handler: async ({ params: { paymentId }, caller }) => {
      const view = await queries.find(paymentId);
      if (view === undefined) throw paymentNotFound();
      const headers = { etag: formatETag(view.version) };
      if (isStaff(caller)) {
        const attempts = (await queries.attempts(paymentId)).map(attemptBody);
        return { status: 200, body: { ...paymentBody(view), attempts }, headers };
      }
      if (view.customerId !== caller.subject) throw paymentNotFound();
      return { status: 200, body: paymentBody(view), headers };
    },
  });

  const listPayments = route({
    method: 'get',
    path: '/v1/payments',
    operationId: 'listPayments',
    summary: 'Payments, newest first; a customer gets his own',
    tags,
    auth: everybody,
    query: listQuery({ orderId: z.uuid().optional(), status: z.enum(paymentStatuses).optional() }),
    responses: { 200: { description: 'A page of payments', body: listPage(paymentResource) } },
    handler: async ({ query, caller }) => {
      const after = decodeCursor(query, z.tuple([z.string(), z.uuid()]));
      const filter = {
        customerId: isStaff(caller) ? undefined : caller.subject,
        orderId: query.orderId,
        status: query.status,
      };
      const found = await queries.list(filter, after, query.limit + 1);
      const items = found.slice(0, query.limit);
      const last = items.at(-1);
      const next =
        found.length > query.limit && last !== undefined ? encodeCursor(query, last.position) : null;
      return { status: 200, body: { items: items.map(paymentBody), next } };
    },
  });

  const reviewPayment = route({
    method: 'post',
    path: '/v1/payments/{paymentId}/review',
    operationId: 'reviewPayment',
    summary: 'Decide on a payment that is held for review',
    description:
      'Approved, it is charged; rejected, it fails with FRAUD_SUSPECTED and its order is cancelled.',
    tags,
    auth: operators,
    params,
    body: z.strictObject({ decision: z.enum(['approve', 'reject']) }),
    responses: {
      200: { description: 'Decided', body: paymentStatusResource },
      404: { description: 'There is no such payment' },
      409: { description: 'It is not held for review' },
    },
    handler: async ({ params: { paymentId }, body, cause }) => {
      const outcome = await options.reviewPayment(paymentId, body.decision === 'approve', cause);
      if (outcome.kind !== 'DONE') throw commandRefused(outcome);
      return { status: 200, body: statusBody(outcome.record) };
    },
  });

  const retryRefund = route({
    method: 'post',
    path: '/v1/payments/{paymentId}/refunds',
    operationId: 'retryRefund',
    summary: 'Try a failed refund again',
    description:
      'Refunds of cancelled orders start by themselves; this is for one that the provider kept refusing.',
    tags,
    auth: operators,
    params,
    headers: idempotencyKeyHeaders,
    body: z.strictObject({}).optional(),
    responses: {
      202: { description: 'The refund is on its way again', body: paymentStatusResource },
      404: { description: 'There is no such payment' },
      409: { description: 'Its refund has not failed, or the first request with this key is running' },
      422: { description: 'The key was used for another request' },
    },
    handler: async ({ params: { paymentId }, headers, caller, cause }) => {
      const retried = await options.retryRefund({
        paymentId,
        cause,
        claim: {
          caller: caller.subject,
          route: 'retryRefund',
          key: headers['idempotency-key'],
          fingerprint: fingerprint({ paymentId }),
        },
        answerFor: (record) => ({
          status: 202,
          body: JSON.stringify(statusBody(record)),
          headers: { 'content-type': 'application/json' },
        }),
      });
      switch (retried.kind) {
        case 'ANSWERED': {
          const { status, body, headers: stored } = retried.answer;
          return { status, verbatim: body, headers: stored };
        }
        case 'REFUSED':
          throw commandRefused(retried.outcome);
        case 'KEY_REUSED':
          throw idempotencyMismatch();
        case 'KEY_IN_USE':
          throw idempotencyRunning();
      }
    },
  });

  return [getPayment, listPayments, reviewPayment, retryRefund];
}

function statusBody(record: PaymentRecord) {
  return { paymentId: record.id, status: record.payment.state };
}
