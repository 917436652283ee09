import { type Route, route } from '@orpheus/platform/http';
import { z } from 'zod';
import { declineReasonOf } from '../app/decline-reason.ts';
import type { Clock } from '../app/ports.ts';
import type { ProviderReport, Recorded } from '../app/record-answers.ts';
import type { Command } from '../domain/vocabulary.ts';
import { paymentNotFound, webhookRefused } from './error-map.ts';
import { isSignedByProvider } from './webhook-signature.ts';

export interface WebhookRouteOptions {
  readonly secret: string;
  readonly clock: Clock;
  readonly record: (report: ProviderReport) => Promise<Recorded>;
}

// Open on purpose: the provider may add fields and event types, and what we do not know is taken and left alone.
const webhookBody = z.looseObject({
  id: z.string().min(1).max(200),
  type: z.string().min(1).max(100),
  data: z.looseObject({
    key: z.string().max(200),
    reference: z.string().min(1).max(200).optional(),
    reason: z.string().max(200).optional(),
  }),
});

type WebhookBody = z.output<typeof webhookBody>;

export function createWebhookRoute(options: WebhookRouteOptions): Route {
  return route({
    method: 'post',
    path: '/v1/payments/provider-webhooks',
    operationId: 'receiveProviderWebhook',
    summary: 'For the payment provider: what became of a charge',
    description:
      'Signed by Provider-Signature (t=<unix seconds>,v1=<HMAC-SHA256 of "t.body">), not older than five minutes.',
    tags: ['provider'],
    auth: 'public',
    headers: z.object({ 'provider-signature': z.string().max(1_000).optional() }),
    body: webhookBody,
    responses: {
      200: { description: 'Taken', body: z.strictObject({ outcome: z.string() }) },
      401: { description: 'The signature does not match' },
      404: { description: 'There is no such payment' },
    },
    handler: async ({ headers, rawBody, body, cause }) => {
      const signature = headers['provider-signature'];
      const bytes = rawBody ?? Buffer.alloc(0);
      if (!isSignedByProvider(signature, bytes, options.secret, options.clock.now())) throw webhookRefused();
      const command = commandOf(body);
      if (command === undefined) return { status: 200, body: { outcome: 'NOT_OURS' } };
      const paymentId = z.uuid().safeParse(body.data.key);
      if (!paymentId.success) throw paymentNotFound();
      const recorded = await options.record({
        kind: 'WEBHOOK',
        paymentId: paymentId.data,
        command,
        providerEventId: body.id,
        cause,
      });
      if (recorded.kind === 'UNKNOWN_PAYMENT') throw paymentNotFound();
      return { status: 200, body: { outcome: recorded.kind } };
    },
  });
}

function commandOf({ type, data: { reference, reason } }: WebhookBody): Command | undefined {
  switch (type) {
    case 'charge.captured':
    case 'charge.pending':
      if (reference === undefined) return undefined;
      return {
        kind: 'REPORT_CHARGE',
        outcome: { kind: type === 'charge.captured' ? 'CAPTURED' : 'PENDING', reference },
      };
    case 'charge.declined':
      return { kind: 'REPORT_CHARGE', outcome: { kind: 'DECLINED', reason: declineReasonOf(reason) } };
    case 'charge.voided':
      return { kind: 'REPORT_CHARGE', outcome: { kind: 'VOIDED' } };
    default:
      return undefined;
  }
}
