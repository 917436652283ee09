import { z } from 'zod';
import { declineReasonOf } from '../app/decline-reason.ts';
import type { ChargeAnswer, NoOutcome, PaymentProvider } from '../app/ports.ts';
import type { ProviderHttp, ProviderHttpRequest, ProviderHttpResponse } from './provider-http.ts';
import { type Resilience, wasNotSent } from './resilience.ts';

const chargeBody = z.object({
  reference: z.string().min(1),
  status: z.enum(['captured', 'pending', 'declined', 'voided']),
  reason: z.string().optional(),
});

const errorBody = z.object({ error: z.string() });

// Said of this very request, so that the same request would get the same answer; all other 4xx may pass.
const refusals = new Set([400, 402, 422]);

class ProviderUnavailable extends Error {
  constructor(status: number) {
    super(`the provider answered ${status}`);
    this.name = 'ProviderUnavailable';
  }
}

/** The provider over HTTP, behind breaker, bulkhead, timeout and retries. */
export function createHttpProvider(http: ProviderHttp, resilience: Resilience): PaymentProvider {
  async function send(
    request: Omit<ProviderHttpRequest, 'signal'>,
  ): Promise<ProviderHttpResponse | NoOutcome> {
    try {
      return await resilience.run(async (signal) => {
        const response = await http.send({ ...request, signal });
        if (response.status >= 500) throw new ProviderUnavailable(response.status);
        return response;
      });
    } catch (error) {
      const failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return { kind: wasNotSent(error) ? 'NOT_SENT' : 'UNKNOWN', failure };
    }
  }

  async function chargeAnswer(request: Omit<ProviderHttpRequest, 'signal'>): Promise<ChargeAnswer> {
    const response = await send(request);
    if ('kind' in response) return response;
    return response.status === 200 ? chargeOutcomeOf(response.text) : noOutcomeOf(response);
  }

  return {
    charge: ({ idempotencyKey, ...body }) =>
      chargeAnswer({ method: 'POST', path: '/v1/charges', idempotencyKey, body }),
    lookup: async (chargeKey) => {
      const answer = await send({ method: 'GET', path: chargePath(chargeKey) });
      if ('kind' in answer) return answer;
      if (answer.status === 404) return { kind: 'NOT_FOUND' };
      return answer.status === 200 ? chargeOutcomeOf(answer.text) : noOutcomeOf(answer);
    },
    void: (chargeKey) => chargeAnswer({ method: 'POST', path: `${chargePath(chargeKey)}/void` }),
    refund: async ({ idempotencyKey, ...body }) => {
      const answer = await send({ method: 'POST', path: '/v1/refunds', idempotencyKey, body });
      if ('kind' in answer) return answer;
      return answer.status === 200 ? { kind: 'REFUNDED' } : noOutcomeOf(answer);
    },
  };
}

function chargePath(chargeKey: string): string {
  return `/v1/charges/${encodeURIComponent(chargeKey)}`;
}

function chargeOutcomeOf(text: string): ChargeAnswer {
  const parsed = chargeBody.safeParse(parseJson(text));
  if (!parsed.success) return { kind: 'UNKNOWN', failure: 'the answer is malformed' };
  const { reference, status, reason } = parsed.data;
  switch (status) {
    case 'captured':
      return { kind: 'CAPTURED', reference };
    case 'pending':
      return { kind: 'PENDING', reference };
    case 'declined':
      return { kind: 'DECLINED', reason: declineReasonOf(reason) };
    case 'voided':
      return { kind: 'VOIDED' };
  }
}

function noOutcomeOf({ status, text }: ProviderHttpResponse): NoOutcome {
  const parsed = errorBody.safeParse(parseJson(text));
  const failure = parsed.success ? parsed.data.error.slice(0, 200) : `the provider answered ${status}`;
  return { kind: refusals.has(status) ? 'REFUSED' : 'UNKNOWN', failure };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
